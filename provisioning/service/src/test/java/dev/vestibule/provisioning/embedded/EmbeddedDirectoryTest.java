package dev.vestibule.provisioning.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedRequest;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedResult;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.embedded.EmbeddedDirectoryException.Reason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

class EmbeddedDirectoryTest {
    @TempDir Path folder;

    @Test
    void servesTheBaseTreeOverLdap() throws Exception {
        try (EmbeddedDirectory directory = EmbeddedDirectory.start(Tree.config(null));
                LDAPConnection connection = Tree.reader(directory)) {
            assertThat(connection.getEntry(Tree.BASE)).isNotNull();
            assertThat(connection.getEntry(Tree.PEOPLE)).isNotNull();
            assertThat(connection.getEntry("ou=groups," + Tree.BASE)).isNotNull();
            assertThat(directory.ldapUrl()).isEqualTo("ldap://127.0.0.1:" + directory.port());
        }
    }

    @Test
    void listensOnItsOwnAddressOnly() {
        try (EmbeddedDirectory directory = EmbeddedDirectory.start(Tree.config(null))) {
            assertThatThrownBy(() -> new LDAPConnection("127.0.0.2", directory.port()).close())
                    .isInstanceOfSatisfying(
                            LDAPException.class,
                            e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.CONNECT_ERROR));
        }
    }

    @Test
    void servesTheStandardSchemaAndOurs() throws Exception {
        try (EmbeddedDirectory directory = EmbeddedDirectory.start(Tree.config(null));
                LDAPConnection connection = Tree.anonymous(directory)) {
            var schema = requireNonNull(connection.getSchema());

            assertThat(schema.getObjectClass("inetOrgPerson")).isNotNull();
            assertThat(schema.getAttributeType(SchemaNames.FEDERATED_IDENTITY)).isNotNull();
        }
    }

    @Test
    void storesWhatTheGatewayAdds() throws Exception {
        try (EmbeddedDirectory directory = EmbeddedDirectory.start(Tree.config(null));
                LDAPConnection gateway = Tree.gateway(directory);
                LDAPConnection reader = Tree.reader(directory)) {
            gateway.add(Tree.person("ada", new Attribute("mail", "ada@example.org")));

            assertThat(Tree.entry(reader, Tree.dn("ada")).getAttributeValue("mail"))
                    .isEqualTo("ada@example.org");
        }
    }

    @Test
    void saysWhoIsBound() throws Exception {
        try (EmbeddedDirectory directory = EmbeddedDirectory.start(Tree.config(null));
                LDAPConnection gateway = Tree.gateway(directory)) {
            var answer =
                    (WhoAmIExtendedResult)
                            gateway.processExtendedOperation(new WhoAmIExtendedRequest());

            assertThat(answer.getAuthorizationID()).isEqualTo("dn:" + Tree.GATEWAY);
        }
    }

    @Test
    void aTakenPortIsToldInOneSentence() {
        try (EmbeddedDirectory first = EmbeddedDirectory.start(Tree.config(null))) {
            assertThatThrownBy(() -> EmbeddedDirectory.start(Tree.config(null, first.port())))
                    .isInstanceOfSatisfying(
                            EmbeddedDirectoryException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.ADDRESS_UNUSABLE))
                    .hasMessage(
                            "The embedded directory cannot listen on 127.0.0.1:%d (Address already"
                                    + " in use); stop what uses it or choose another address.",
                            first.port());
        }
    }

    @Test
    void aTakenPortGivesTheDataFolderBack() {
        try (EmbeddedDirectory first = EmbeddedDirectory.start(Tree.config(null))) {
            assertThatThrownBy(() -> EmbeddedDirectory.start(Tree.config(folder, first.port())))
                    .isInstanceOf(EmbeddedDirectoryException.class);

            EmbeddedDirectory.start(Tree.config(folder)).close();
        }
    }

    @Test
    void oneDataFolderServesOneProcess() {
        try (EmbeddedDirectory _ = EmbeddedDirectory.start(Tree.config(folder))) {
            assertThatThrownBy(() -> EmbeddedDirectory.start(Tree.config(folder)))
                    .isInstanceOfSatisfying(
                            EmbeddedDirectoryException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.DATA_IN_USE))
                    .hasMessage(
                            "The data folder %s is used by another process; stop that one or"
                                    + " choose another folder.",
                            folder);
        }
    }

    @Test
    void aDataFolderThatIsAFileIsToldInOneSentence() throws Exception {
        Path file = Files.createFile(folder.resolve("data"));

        assertThatThrownBy(() -> EmbeddedDirectory.start(Tree.config(file)))
                .isInstanceOfSatisfying(
                        EmbeddedDirectoryException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.DATA_UNUSABLE))
                .hasMessageContaining("check its permissions");
    }

    @Test
    void aBaseThatIsNoNameIsToldInOneSentence() {
        var config = Tree.below("example", null);

        assertThatThrownBy(() -> EmbeddedDirectory.start(config))
                .isInstanceOfSatisfying(
                        EmbeddedDirectoryException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.SETTINGS_INVALID))
                .hasMessageStartingWith("The embedded directory's settings make no sense: ");
    }

    @Test
    void aFolderOfAnotherTreeIsRefused() {
        EmbeddedDirectory.start(Tree.config(folder)).close();
        var other = Tree.below("dc=other", folder);

        assertThatThrownBy(() -> EmbeddedDirectory.start(other))
                .isInstanceOfSatisfying(
                        EmbeddedDirectoryException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.DATA_BROKEN));
    }

    @Test
    void theSettingsHideThePassword() {
        assertThat(Tree.config(null).toString()).doesNotContain(Tree.PASSWORD);
    }
}
