package dev.vestibule.provisioning.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.CompareRequest;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.PLAINBindRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.controls.ProxiedAuthorizationV2RequestControl;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.ldap.sdk.extensions.StartTransactionExtendedRequest;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class AccessRightsTest {
    private final EmbeddedDirectory directory = EmbeddedDirectory.start(Tree.config(null));
    private LDAPConnection gateway = new LDAPConnection();
    private LDAPConnection anonymous = new LDAPConnection();

    @BeforeEach
    void addAda() throws LDAPException {
        gateway = Tree.gateway(directory);
        anonymous = Tree.anonymous(directory);
        gateway.add(Tree.person("ada", new Attribute("userPassword", "adas-password")));
    }

    @AfterEach
    void stop() {
        gateway.close();
        anonymous.close();
        directory.close();
    }

    private static void assertRefused(ResultCode code, ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(
                        LDAPException.class, e -> assertThat(e.getResultCode()).isEqualTo(code));
    }

    @Test
    void anonymousCannotWrite() {
        ResultCode refused = ResultCode.INSUFFICIENT_ACCESS_RIGHTS;

        assertRefused(refused, () -> anonymous.add(Tree.person("eve")));
        assertRefused(refused, () -> anonymous.modify(Tree.dn("ada"), replaceName()));
        assertRefused(refused, () -> anonymous.delete(Tree.dn("ada")));
        assertRefused(refused, () -> anonymous.modifyDN(Tree.dn("ada"), "uid=eve", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BASE", "ONE", "SUB", "SUBORDINATE_SUBTREE"})
    void nothingIsReadWithoutABind(String scope) {
        SearchScope within = scope(scope);

        for (String base : List.of(Tree.BASE, Tree.PEOPLE, Tree.dn("ada"), Tree.dn("nobody"))) {
            assertRefused(
                    ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                    () -> anonymous.search(base, within, anyone(), "1.1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ONE", "SUB", "SUBORDINATE_SUBTREE"})
    void theRootIsNoWayAroundTheBind(String scope) {
        assertRefused(
                ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                () -> anonymous.search("", scope(scope), anyone(), "1.1"));
    }

    @Test
    void nothingIsComparedWithoutABind() {
        assertRefused(
                ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                () -> anonymous.compare(new CompareRequest(Tree.dn("ada"), "uid", "ada")));
    }

    @Test
    void aFailedBindReadsNothing() throws Exception {
        try (LDAPConnection connection = Tree.reader(directory)) {
            assertRefused(
                    ResultCode.INVALID_CREDENTIALS, () -> connection.bind(Tree.READER, "wrong"));

            assertRefused(
                    ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                    () -> connection.getEntry(Tree.dn("ada")));
        }
    }

    @Test
    void anAccountReadsItsOwnEntryOnly() throws Exception {
        gateway.add(Tree.person("bob"));
        anonymous.bind(Tree.dn("ada"), "adas-password");

        assertThat(Tree.entry(anonymous, Tree.dn("ada")).getAttributeValue("uid")).isEqualTo("ada");
        assertRefused(
                ResultCode.INSUFFICIENT_ACCESS_RIGHTS, () -> anonymous.getEntry(Tree.dn("bob")));
        assertRefused(
                ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                () -> anonymous.search(Tree.PEOPLE, SearchScope.SUB, "(uid=ada)"));
        assertRefused(
                ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                () -> anonymous.compare(new CompareRequest(Tree.dn("bob"), "uid", "bob")));
    }

    @Test
    void theReaderReadsEveryEntryAndWritesNone() throws Exception {
        try (LDAPConnection reader = Tree.reader(directory)) {
            assertThat(reader.search(Tree.BASE, SearchScope.SUB, anyone()).getEntryCount())
                    .isEqualTo(1);
            assertRefused(
                    ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                    () -> reader.modify(Tree.dn("ada"), replaceName()));
            assertRefused(
                    ResultCode.INSUFFICIENT_ACCESS_RIGHTS, () -> reader.delete(Tree.dn("ada")));
        }
    }

    @Test
    void peopleCannotWrite() throws Exception {
        anonymous.bind(Tree.dn("ada"), "adas-password");

        assertRefused(
                ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                () -> anonymous.modify(Tree.dn("ada"), replaceName()));
    }

    @Test
    void aFailedBindEndsTheRightsOfTheOneBefore() throws Exception {
        try (LDAPConnection connection = Tree.gateway(directory)) {
            assertRefused(
                    ResultCode.INVALID_CREDENTIALS, () -> connection.bind(Tree.GATEWAY, "wrong"));

            assertRefused(
                    ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                    () -> connection.modify(Tree.dn("ada"), replaceName()));
        }
    }

    @Test
    void aNameWithoutAPasswordIsNoBind() {
        anonymous.getConnectionOptions().setBindWithDNRequiresPassword(false);

        assertRefused(
                ResultCode.UNWILLING_TO_PERFORM,
                () -> anonymous.bind(new SimpleBindRequest(Tree.GATEWAY, "")));
        assertRefused(
                ResultCode.UNWILLING_TO_PERFORM,
                () -> anonymous.bind(new SimpleBindRequest(Tree.dn("ada"), "")));
    }

    @Test
    void aFailedBindDoesNotTellWhetherThePersonExists() {
        assertThatThrownBy(() -> anonymous.bind(Tree.dn("ada"), "wrong"))
                .isInstanceOfSatisfying(LDAPException.class, AccessRightsTest::assertSaysNothing);
        assertThatThrownBy(() -> anonymous.bind(Tree.dn("nobody"), "wrong"))
                .isInstanceOfSatisfying(LDAPException.class, AccessRightsTest::assertSaysNothing);
    }

    private static void assertSaysNothing(LDAPException e) {
        assertThat(e.getResultCode()).isEqualTo(ResultCode.INVALID_CREDENTIALS);
        assertThat(e.getDiagnosticMessage()).isNull();
    }

    @Test
    void otherKindsOfBindAreNotOffered() {
        assertRefused(
                ResultCode.AUTH_METHOD_NOT_SUPPORTED,
                () -> anonymous.bind(new PLAINBindRequest("dn:" + Tree.GATEWAY, Tree.PASSWORD)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                StartTransactionExtendedRequest.START_TRANSACTION_REQUEST_OID,
                StartTLSExtendedRequest.STARTTLS_REQUEST_OID,
            })
    void operationsThatGoRoundTheJournalAreNotOffered(String identifier) {
        assertRefused(
                ResultCode.PROTOCOL_ERROR, () -> gateway.processExtendedOperation(identifier));
    }

    @Test
    void anotherIdentityCannotBeTakenOn() {
        SearchRequest request = new SearchRequest(Tree.PEOPLE, SearchScope.SUB, anyone());
        request.addControl(new ProxiedAuthorizationV2RequestControl("dn:" + Tree.GATEWAY));

        assertRefused(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION, () -> anonymous.search(request));
    }

    @Test
    void theServersInternalControlsAreNotOffered() {
        ModifyRequest request =
                new ModifyRequest(
                        Tree.dn("ada"),
                        new Modification(ModificationType.REPLACE, "entryUUID", "mine"));
        request.addControl(new Control("1.3.6.1.4.1.30221.2.5.18"));

        assertRefused(ResultCode.CONSTRAINT_VIOLATION, () -> gateway.modify(request));
    }

    @Test
    void theSchemaCannotBeChanged() {
        Modification change =
                new Modification(
                        ModificationType.ADD,
                        "attributeTypes",
                        "( 2.25.1 NAME 'mine' SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )");

        assertRefused(ResultCode.UNWILLING_TO_PERFORM, () -> gateway.modify("cn=schema", change));
    }

    @Test
    void theRootAdvertisesOnlyWhatIsOffered() throws Exception {
        Entry root = Tree.entry(anonymous, "");

        assertThat(root.getAttributeValues("supportedExtension"))
                .containsExactly("1.3.6.1.4.1.4203.1.11.3");
        assertThat(root.hasAttribute("supportedSASLMechanisms")).isFalse();
        assertThat(root.getAttributeValues("supportedControl"))
                .doesNotContain("1.3.6.1.1.21.2", "2.16.840.1.113730.3.4.18");
    }

    private static SearchScope scope(String name) {
        return switch (name) {
            case "BASE" -> SearchScope.BASE;
            case "ONE" -> SearchScope.ONE;
            case "SUB" -> SearchScope.SUB;
            default -> SearchScope.SUBORDINATE_SUBTREE;
        };
    }

    private static Filter anyone() {
        return Filter.createPresenceFilter("uid");
    }

    private static Modification replaceName() {
        return new Modification(ModificationType.REPLACE, "sn", "Eve");
    }
}
