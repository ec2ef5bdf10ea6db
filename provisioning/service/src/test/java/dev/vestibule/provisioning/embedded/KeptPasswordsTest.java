package dev.vestibule.provisioning.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How passwords are kept. */
class KeptPasswordsTest {
    private static final String PASSWORD = "correct horse battery staple";

    @TempDir Path folder;

    @Test
    void whicheverWayAPasswordComesItIsKeptAsASlowHash() throws Exception {
        try (EmbeddedDirectory directory = start(1_000);
                LDAPConnection gateway = Tree.gateway(directory)) {
            gateway.add(person("added", PASSWORD));
            gateway.add(Tree.person("replaced"));
            gateway.modify(Tree.dn("replaced"), change(ModificationType.REPLACE, PASSWORD));
            gateway.add(Tree.person("changed"));
            gateway.processExtendedOperation(
                    new PasswordModifyExtendedRequest(Tree.dn("changed"), null, PASSWORD));

            for (String each : List.of("added", "replaced", "changed")) {
                assertThat(kept(gateway, each)).startsWith("{PBKDF2-SHA512}1000$");
                assertThat(bind(directory, each, PASSWORD)).isEqualTo(ResultCode.SUCCESS);
                assertThat(bind(directory, each, "wrong"))
                        .isEqualTo(ResultCode.INVALID_CREDENTIALS);
            }
        }
    }

    @Test
    void aValueWithOtherIterationsOpensAndIsKept() throws Exception {
        try (EmbeddedDirectory weak = start(1_000);
                LDAPConnection gateway = Tree.gateway(weak)) {
            gateway.add(person("ada", PASSWORD));
        }
        try (EmbeddedDirectory strong = start(2_000);
                LDAPConnection gateway = Tree.gateway(strong)) {
            assertThat(bind(strong, "ada", PASSWORD)).isEqualTo(ResultCode.SUCCESS);
            assertThat(kept(gateway, "ada")).startsWith("{PBKDF2-SHA512}1000$");
        }
    }

    @Test
    void whoTriesAPasswordKeepsNobodyWaiting() throws Exception {
        try (EmbeddedDirectory directory = start(1_000_000);
                LDAPConnection reader = Tree.gateway(directory);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            reader.add(Tree.person("ada"));
            Future<ResultCode> slow = threads.submit(() -> bind(directory, "ada", PASSWORD));
            int answered = 0;
            while (!slow.isDone() && answered < 20) {
                assertThat(reader.getEntry(Tree.dn("ada"))).isNotNull();
                reader.modify(
                        Tree.dn("ada"),
                        new Modification(ModificationType.REPLACE, "description", "x" + answered));
                answered++;
            }

            // Had they to wait for it, it would be two: one before it begins, and one that waits.
            assertThat(answered).isGreaterThan(2);
            assertThat(slow.get()).isEqualTo(ResultCode.INVALID_CREDENTIALS);
        }
    }

    @Test
    void oneOfSeveralPasswordsIsTakenAwayAsItIsTyped() throws Exception {
        try (EmbeddedDirectory directory = start(1_000);
                LDAPConnection gateway = Tree.gateway(directory)) {
            gateway.add(person("ada", PASSWORD, "a second one"));

            gateway.modify(Tree.dn("ada"), change(ModificationType.DELETE, PASSWORD));

            assertThat(bind(directory, "ada", "a second one")).isEqualTo(ResultCode.SUCCESS);
            assertThat(bind(directory, "ada", PASSWORD)).isEqualTo(ResultCode.INVALID_CREDENTIALS);
        }
    }

    @Test
    void nobodyBindsAsAnEntryThatIsNotThere() throws Exception {
        try (EmbeddedDirectory directory = start(1_000)) {
            assertThat(bind(directory, "nobody", PASSWORD))
                    .isEqualTo(ResultCode.INVALID_CREDENTIALS);
        }
    }

    private EmbeddedDirectory start(int iterations) {
        return EmbeddedDirectory.start(Tree.hashing(iterations, folder));
    }

    private static com.unboundid.ldap.sdk.AddRequest person(String name, String... passwords) {
        return Tree.person(name, new Attribute("userPassword", passwords));
    }

    private static Modification change(ModificationType type, String password) {
        return new Modification(type, "userPassword", password);
    }

    private static String kept(LDAPConnection gateway, String name) throws LDAPException {
        return requireNonNull(Tree.entry(gateway, Tree.dn(name)).getAttributeValue("userPassword"));
    }

    private static ResultCode bind(EmbeddedDirectory directory, String name, String password)
            throws LDAPException {
        try (LDAPConnection person = Tree.anonymous(directory)) {
            return person.bind(Tree.dn(name), password).getResultCode();
        } catch (LDAPException refused) {
            return refused.getResultCode();
        }
    }
}
