package dev.vestibule.provisioning.inspect;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.Failure;
import dev.vestibule.provisioning.inspect.Finding.Level;
import dev.vestibule.provisioning.inspect.PrepareDirectory.PreparedStep;
import dev.vestibule.provisioning.inspect.PrepareDirectory.PreparedStep.Outcome;
import dev.vestibule.provisioning.ldap.BindIdentity;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.testing.InMemoryDirectory;
import dev.vestibule.provisioning.testing.TestDirectory;

import org.junit.jupiter.api.Test;

import java.util.List;

class DirectoryInspectorTest {

    static List<Finding> inspected(DirectoryConfig config, InspectDirectory query) {
        try (LdapConnections connections = LdapConnections.open(config)) {
            return new DirectoryInspector(config, connections, null)
                    .inspect(query)
                    .orThrow(failure -> new AssertionError(failure.detail()));
        }
    }

    static InspectDirectory mapping(String... attributes) {
        return new InspectDirectory(
                List.of(attributes), List.of(), List.of(), List.of(), List.of(), false);
    }

    static List<Finding> problems(List<Finding> findings) {
        return findings.stream().filter(finding -> finding.level() == Level.PROBLEM).toList();
    }

    @Test
    void anEmptyDirectoryLacksSchemaAndTreeAndTheirLdifIsTold() throws Exception {
        try (InMemoryDirectoryServer server = empty()) {
            List<Finding> problems =
                    problems(
                            inspected(InMemoryDirectory.config(server.getListenPort()), mapping()));

            assertThat(problems).extracting(Finding::topic).containsOnly("schema", "tree");
            assertThat(problems).allSatisfy(problem -> assertThat(problem.ldif()).contains("dn: "));
        }
    }

    @Test
    void preparingItAppliesSchemaAndTree() throws Exception {
        try (InMemoryDirectoryServer server = empty()) {
            DirectoryConfig config = InMemoryDirectory.config(server.getListenPort());

            List<PreparedStep> first = prepared(config, true);

            assertThat(first).extracting(PreparedStep::outcome).containsOnly(Outcome.APPLIED);
            assertThat(problems(inspected(config, mapping("mail")))).isEmpty();
        }
    }

    @Test
    void preparingItAgainChangesNothing() throws Exception {
        try (InMemoryDirectoryServer server = empty()) {
            DirectoryConfig config = InMemoryDirectory.config(server.getListenPort());
            prepared(config, true);

            List<PreparedStep> again = prepared(config, true);

            assertThat(again).extracting(PreparedStep::outcome).containsOnly(Outcome.PRESENT);
        }
    }

    /** The server in memory has no access rules at all. */
    @Test
    void secretsOfFactorsThatAnonymousUsersReadAreAProblemWithItsRemedy() throws Exception {
        try (InMemoryDirectoryServer server = empty()) {
            DirectoryConfig config = InMemoryDirectory.config(server.getListenPort());
            prepared(config, true);
            account(server, "memory notice 1");

            List<Finding> problems = problems(inspected(config, mapping()));

            assertThat(problems)
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.topic()).isEqualTo("factors");
                        assertThat(problem.found())
                                .contains(
                                        "Anonymous users can read",
                                        "vestibuleTotpSecret",
                                        "vestibuleRecoveryCode",
                                        "vestibulePasskey");
                        assertThat(problem.remedy()).contains("Forbid reading");
                    });
        }
    }

    @Test
    void aFactorThatTheGatewayCannotReadIsAProblem() throws Exception {
        try (InMemoryDirectoryServer server = empty()) {
            DirectoryConfig config = InMemoryDirectory.config(server.getListenPort());
            prepared(config, true);
            account(server, "memory enrolled vestibulePasskey");

            assertThat(problems(inspected(config, mapping())))
                    .extracting(Finding::found)
                    .contains(
                            "The gateway's account cannot read vestibulePasskey of accounts that"
                                    + " have it.");
        }
    }

    private static void account(InMemoryDirectoryServer server, String note) throws LDAPException {
        server.add(
                "uid=ada,ou=people," + TestDirectory.BASE,
                new Attribute("objectClass", "inetOrgPerson", "vestibuleAccount"),
                new Attribute("cn", "ada"),
                new Attribute("sn", "-"),
                new Attribute("vestibuleSyncState", note));
    }

    @Test
    void thePasswordIsNotPrinted() throws Exception {
        try (InMemoryDirectoryServer server = empty()) {
            DirectoryConfig config = InMemoryDirectory.config(server.getListenPort());

            List<PreparedStep> steps = prepared(config, false);

            assertThat(steps)
                    .noneMatch(step -> step.ldif().contains(config.login().password().reveal()));
        }
    }

    @Test
    void aDirectoryThatDoesNotAnswerIsAFailure() throws Exception {
        DirectoryConfig config;
        try (InMemoryDirectoryServer server = empty()) {
            config = InMemoryDirectory.config(server.getListenPort());
        }
        try (LdapConnections connections = LdapConnections.open(config)) {
            assertThat(said(new DirectoryInspector(config, connections, null).inspect(mapping())))
                    .isInstanceOf(Failure.DirectoryUnavailable.class);
        }
    }

    private static List<PreparedStep> prepared(DirectoryConfig config, boolean apply) {
        try (LdapConnections connections = LdapConnections.open(config)) {
            return new DirectoryPreparer(
                            config, connections, new BindIdentity.Account(config.login(), null))
                    .prepare(new PrepareDirectory("other", List.of(), true, apply))
                    .orThrow(failure -> new AssertionError(failure.detail()))
                    .steps();
        }
    }

    private static InMemoryDirectoryServer empty() throws LDAPException {
        InMemoryDirectoryServerConfig config =
                new InMemoryDirectoryServerConfig(TestDirectory.BASE);
        DirectoryConfig gateway = InMemoryDirectory.config(1);
        config.addAdditionalBindCredentials(
                gateway.login().dn(), gateway.login().password().reveal());
        InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
        server.startListening();
        return server;
    }
}
