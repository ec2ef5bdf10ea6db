package dev.vestibule.provisioning.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.ldap.SchemaNames;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class UniquenessTest {
    @TempDir Path folder;

    private final EmbeddedDirectory directory = EmbeddedDirectory.start(Tree.config(null));
    private LDAPConnection gateway = new LDAPConnection();

    @BeforeEach
    void addAda() throws LDAPException {
        gateway = Tree.gateway(directory);
        gateway.add(Tree.person("ada"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        directory.close();
    }

    private static void assertViolation(ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(
                        LDAPException.class,
                        e ->
                                assertThat(e.getResultCode())
                                        .isEqualTo(ResultCode.CONSTRAINT_VIOLATION))
                .hasMessage("Another entry has the same value of vestibuleFederatedIdentity.");
    }

    private static Modification change(ModificationType type, String subject) {
        return new Modification(
                type, SchemaNames.FEDERATED_IDENTITY, Tree.identity(subject).getRawValues());
    }

    @Test
    void aSecondAccountOfOneIdentityIsRefused() {
        assertViolation(() -> gateway.add(Tree.person("ada2", Tree.identity("ada"))));
    }

    @Test
    void anIdentityCannotBeAddedToAnotherAccount() throws Exception {
        gateway.add(Tree.person("bob"));

        assertViolation(() -> gateway.modify(Tree.dn("bob"), change(ModificationType.ADD, "ada")));
    }

    @Test
    void anIdentityCannotReplaceThatOfAnotherAccount() throws Exception {
        gateway.add(Tree.person("bob"));

        assertViolation(
                () -> gateway.modify(Tree.dn("bob"), change(ModificationType.REPLACE, "ada")));
    }

    @Test
    void anIdentityUnderAnotherNameOfTheAttributeIsRefused() {
        assertThatThrownBy(() ->
                        gateway.add(
                                Tree.person(
                                        "ada2",
                                        new Attribute(
                                                "2.25.185145108687090378924239432700324781939.1.1",
                                                "https://idp.example.org ada"))))
                .isInstanceOfSatisfying(
                        LDAPException.class,
                        e ->
                                assertThat(e.getResultCode())
                                        .isEqualTo(ResultCode.CONSTRAINT_VIOLATION));
    }

    @Test
    void subjectsThatDifferInCaseAreTwoPeople() {
        assertThatCode(() -> gateway.add(Tree.person("ADA2", Tree.identity("ADA"))))
                .doesNotThrowAnyException();
    }

    @Test
    void anAccountMayKeepItsOwnIdentity() {
        assertThatCode(() ->
                        gateway.modify(Tree.dn("ada"), change(ModificationType.REPLACE, "ada")))
                .doesNotThrowAnyException();
    }

    @Test
    void anIdentityIsFreeAgainWhenItsAccountIsGone() throws Exception {
        gateway.delete(Tree.dn("ada"));

        assertThatCode(() -> gateway.add(Tree.person("ada2", Tree.identity("ada"))))
                .doesNotThrowAnyException();
    }

    @Test
    void aRenamedAccountKeepsItsIdentity() throws Exception {
        gateway.modifyDN(Tree.dn("ada"), "uid=lovelace", true);

        assertViolation(() -> gateway.add(Tree.person("ada2", Tree.identity("ada"))));
    }

    @Test
    void aRefusedAddLeavesTheIdentityFree() throws Exception {
        assertThatThrownBy(() ->
                        gateway.add(Tree.person("bob", new Attribute("noSuchAttribute", "x"))))
                .isInstanceOf(LDAPException.class);

        assertThatCode(() -> gateway.add(Tree.person("bob"))).doesNotThrowAnyException();
    }

    @Test
    void identitiesAreKnownAfterARestart() throws Exception {
        try (EmbeddedDirectory before = EmbeddedDirectory.start(Tree.config(folder));
                LDAPConnection connection = Tree.gateway(before)) {
            connection.add(Tree.person("bob"));
        }
        try (EmbeddedDirectory after = EmbeddedDirectory.start(Tree.config(folder));
                LDAPConnection connection = Tree.gateway(after)) {
            assertViolation(() -> connection.add(Tree.person("bob2", Tree.identity("bob"))));
        }
    }

    @Test
    void ofManyAtOnceOneWins() throws Exception {
        List<Callable<ResultCode>> attempts = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            String username = "eve" + i;
            attempts.add(() -> addEve(username));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(attempts))
                    .extracting(Future::get)
                    .containsOnlyOnce(ResultCode.SUCCESS)
                    .containsOnly(ResultCode.SUCCESS, ResultCode.CONSTRAINT_VIOLATION);
        }
    }

    private ResultCode addEve(String username) throws LDAPException {
        try (LDAPConnection connection = Tree.gateway(directory)) {
            return connection.add(Tree.person(username, Tree.identity("eve"))).getResultCode();
        } catch (LDAPException e) {
            return e.getResultCode();
        }
    }
}
