package dev.vestibule.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFReader;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.io.BufferedReader;
import java.io.StringReader;
import java.util.Map;
import java.util.Objects;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenLdapImageTest {
    private OpenLdapServer server;
    private LDAPConnection reader;

    @BeforeAll
    void startServer() throws Exception {
        server = OpenLdapServer.start();
        reader = connect(OpenLdapServer.reader());
    }

    @AfterAll
    void stopServer() {
        reader.close();
        server.close();
    }

    private LDAPConnection connect(OpenLdapServer.ServiceAccount account) throws Exception {
        return new LDAPConnection(server.host(), server.port(), account.dn(), account.password());
    }

    @Test
    void servesTheSchemaThatTheOtherFormsRender() throws Exception {
        Schema ours =
                new Schema(
                        LDIFReader.decodeEntry(
                                SchemaLdif.forServer(SchemaForm.SUBSCHEMA)
                                        .lines()
                                        .toArray(String[]::new)));

        Schema served = Objects.requireNonNull(reader.getSchema());

        for (AttributeTypeDefinition type : ours.getAttributeTypes()) {
            assertThat(served.getAttributeType(type.getNameOrOID())).isEqualTo(type);
        }
        assertThat(served.getObjectClass(SchemaNames.ACCOUNT))
                .isEqualTo(ours.getObjectClass(SchemaNames.ACCOUNT));
    }

    @Test
    void startsWithTheBaseTree() throws Exception {
        String tree = BaseTree.of(OpenLdapServer.BASE, "ou=people", "ou=groups").toLdif();
        LDIFReader expected = new LDIFReader(new BufferedReader(new StringReader(tree)));
        try (LDAPConnection administrator = connect(OpenLdapServer.administrator())) {
            for (Entry entry = expected.readEntry(); entry != null; entry = expected.readEntry()) {
                assertThat(administrator.getEntry(entry.getDN())).isEqualTo(entry);
            }
        }
    }

    @Test
    void takesAnotherBase() throws Exception {
        String base = "o=Big Corp,c=DE";
        String password = OpenLdapServer.administrator().password();
        try (OpenLdapServer other = OpenLdapServer.start(Map.of("LDAP_BASE", base));
                LDAPConnection administrator =
                        new LDAPConnection(
                                other.host(),
                                other.port(),
                                "cn=admin,ou=services," + base,
                                password)) {

            assertThat(administrator.getEntry("ou=people," + base)).isNotNull();
        }
    }
}
