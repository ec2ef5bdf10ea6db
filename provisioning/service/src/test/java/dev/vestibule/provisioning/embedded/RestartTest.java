package dev.vestibule.provisioning.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.controls.PermissiveModifyRequestControl;
import com.unboundid.ldap.sdk.controls.SubtreeDeleteRequestControl;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

class RestartTest {
    private static final String STAFF = "ou=staff," + Tree.BASE;

    @TempDir Path folder;

    /** Something to do before the restart. */
    @FunctionalInterface
    private interface Work {
        void with(LDAPConnection gateway) throws Exception;
    }

    private void assertKept(Work work) throws Exception {
        Object before;
        try (EmbeddedDirectory directory = EmbeddedDirectory.start(Tree.config(folder));
                LDAPConnection gateway = Tree.gateway(directory)) {
            work.with(gateway);
            before = Tree.everything(directory);
        }
        try (EmbeddedDirectory directory = EmbeddedDirectory.start(Tree.config(folder))) {
            assertThat(Tree.everything(directory)).isEqualTo(before);
        }
    }

    @Test
    void keepsAddedEntriesWithTheirOperationalAttributes() throws Exception {
        assertKept(gateway -> {
            gateway.add(Tree.person("ada"));
            gateway.add(Tree.person("käthe, o=\"x\" ", new Attribute("title", " <b>\n")));
        });
    }

    @Test
    void keepsModifications() throws Exception {
        assertKept(gateway -> {
            gateway.add(Tree.person("ada"));
            gateway.modify(
                    Tree.dn("ada"),
                    new Modification(ModificationType.REPLACE, "cn", "Ada", "ada l."),
                    new Modification(ModificationType.ADD, "mail", "a@example.org"),
                    new Modification(ModificationType.DELETE, "cn", "ada l."));
            gateway.modify(Tree.dn("ada"), new Modification(ModificationType.REPLACE, "cn", "ADA"));
        });
    }

    @Test
    void keepsPermissiveModifications() throws Exception {
        assertKept(gateway -> {
            gateway.add(Tree.person("ada", new Attribute("mail", "a@example.org")));
            ModifyRequest request =
                    new ModifyRequest(
                            Tree.dn("ada"),
                            new Modification(ModificationType.ADD, "mail", "a@example.org"),
                            new Modification(ModificationType.DELETE, "title", "none"));
            request.addControl(new PermissiveModifyRequestControl());
            gateway.modify(request);
        });
    }

    @Test
    void keepsDeletions() throws Exception {
        assertKept(gateway -> {
            gateway.add(Tree.person("ada"));
            gateway.add(Tree.person("bob"));
            gateway.delete(Tree.dn("ada"));
        });
    }

    private static void addStaff(LDAPConnection gateway) throws Exception {
        gateway.add(STAFF, new Attribute("objectClass", "organizationalUnit"));
        gateway.add("ou=temporary," + STAFF, new Attribute("objectClass", "organizationalUnit"));
    }

    @Test
    void keepsDeletedSubtrees() throws Exception {
        assertKept(gateway -> {
            addStaff(gateway);

            DeleteRequest request = new DeleteRequest(STAFF);
            request.addControl(new SubtreeDeleteRequestControl());
            gateway.delete(request);
        });
    }

    @Test
    void keepsRenamedSubtrees() throws Exception {
        assertKept(gateway -> {
            addStaff(gateway);
            gateway.add(Tree.person("ada"));
            gateway.modifyDN(Tree.dn("ada"), "uid=lovelace", true, STAFF);
            gateway.modifyDN(STAFF, "ou=persons", true, Tree.PEOPLE);
        });
    }

    @Test
    void startsAfterValuesThatAreTheSameToTheSchema() throws Exception {
        try (EmbeddedDirectory directory = EmbeddedDirectory.start(Tree.config(folder));
                LDAPConnection gateway = Tree.gateway(directory)) {
            gateway.add(Tree.person("ada", new Attribute("title", "Countess", "COUNTESS ")));
        }

        try (EmbeddedDirectory directory = EmbeddedDirectory.start(Tree.config(folder));
                LDAPConnection gateway = Tree.gateway(directory)) {
            assertThat(Tree.entry(gateway, Tree.dn("ada")).getAttributeValues("title"))
                    .contains("Countess");
        }
    }

    @Test
    void keepsPasswordsAsHashesOnly() throws Exception {
        assertKept(gateway -> {
            gateway.add(Tree.person("ada", new Attribute("userPassword", "clear-one")));
            gateway.modify(
                    Tree.dn("ada"),
                    new Modification(ModificationType.REPLACE, "userPassword", "clear-two"));
        });

        assertThat(Files.readString(folder.resolve("directory.log"), StandardCharsets.ISO_8859_1))
                .doesNotContain("clear-", "Y2xlYXIt");
    }
}
