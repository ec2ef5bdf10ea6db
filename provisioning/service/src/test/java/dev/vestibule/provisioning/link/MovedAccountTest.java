package dev.vestibule.provisioning.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.Failure.AccountConflict;
import dev.vestibule.provisioning.testing.EmbeddedTestDirectory;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Map;

/** An account that an administrator moved where the gateway does not look. */
class MovedAccountTest {
    private static final String FORMER = "ou=former," + TestDirectory.BASE;

    private final EmbeddedTestDirectory directory = EmbeddedTestDirectory.start();
    private final People people = new People(directory);
    private final String ada = People.freshName();

    @AfterEach
    void stop() {
        people.close();
        directory.close();
    }

    @Test
    void theRefusalSaysWhereTheAccountLies() throws LDAPException {
        String dn = people.account(People.login(ada, Map.of(), null)).dn();
        people.administrator()
                .add(
                        FORMER,
                        new Attribute("objectClass", "organizationalUnit"),
                        new Attribute("ou", "former"));
        people.administrator().modifyDN(dn, "uid=" + ada, true, FORMER);

        assertThat(people.provision(People.login(ada, Map.of(), null)))
                .isInstanceOfSatisfying(
                        AccountConflict.class,
                        conflict ->
                                assertThat(conflict.detail())
                                        .contains("uid=" + ada + "," + FORMER)
                                        .contains("move it back or unlink it"));
    }
}
