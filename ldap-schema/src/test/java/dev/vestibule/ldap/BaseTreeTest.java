package dev.vestibule.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldif.LDIFReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

class BaseTreeTest {
    @Test
    void theUsualTreeIsReadableLdif() {
        String ldif = BaseTree.of("dc=example,dc=org", "ou=people", "ou=groups").toLdif();

        assertThat(ldif)
                .isEqualTo(
                        """
                        dn: dc=example,dc=org
                        objectClass: domain
                        dc: example

                        dn: ou=people,dc=example,dc=org
                        objectClass: organizationalUnit
                        ou: people

                        dn: ou=groups,dc=example,dc=org
                        objectClass: organizationalUnit
                        ou: groups

                        dn: ou=services,dc=example,dc=org
                        objectClass: organizationalUnit
                        ou: services
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ou=people",
                "ou=people,ou=corp",
                "ou=people\\, all,ou=corp",
                "ou=größe",
                "ou=\\ leading,ou=trailing\\ ",
                "ou=a\\+b\\=c\\<d\\>",
                "ou=\\:colon",
                "ou=line\\0Abreak"
            })
    void aDirectoryAcceptsEveryTree(String people) throws Exception {
        String base = "o=Example\\, Inc.,c=DE";
        String ldif = BaseTree.of(base, people, "ou=groups,ou=corp").toLdif();

        List<DN> names = added(base, ldif);

        assertThat(names)
                .contains(new DN(people + "," + base), new DN("ou=groups,ou=corp," + base));
    }

    private static List<DN> added(String base, String ldif) throws Exception {
        try (InMemoryDirectoryServer server =
                new InMemoryDirectoryServer(new InMemoryDirectoryServerConfig(base))) {
            LDIFReader reader = new LDIFReader(new BufferedReader(new StringReader(ldif)));
            List<DN> names = new ArrayList<>();
            for (Entry entry = reader.readEntry(); entry != null; entry = reader.readEntry()) {
                server.add(entry);
                names.add(entry.getParsedDN());
            }
            return names;
        }
    }

    @Test
    void aSharedParentIsMadeOnce() {
        String ldif = BaseTree.of("dc=example", "ou=people,ou=corp", "ou=groups,ou=corp").toLdif();

        assertThat(ldif).containsOnlyOnce("dn: ou=corp,dc=example\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    cn=people                | use dc, o, ou, c or l
                    ou=people+l=here         | use one plain value per level
                    people                   | Not a distinguished name: people
                    ''                       | An empty DN names no entry
                    """)
    void aContainerThatCannotBeMadeIsRefused(String people, String reason) {
        assertThatThrownBy(() -> BaseTree.of("dc=example", people, "ou=groups"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
