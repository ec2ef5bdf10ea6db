package dev.vestibule.provisioning.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.Finding;
import dev.vestibule.provisioning.api.Finding.Level;
import dev.vestibule.provisioning.api.InspectDirectory;
import dev.vestibule.provisioning.api.InspectionReply;
import dev.vestibule.provisioning.api.InspectionReply.DirectoryFindings;
import dev.vestibule.provisioning.api.PreparationReply.DirectoryPrepared;
import dev.vestibule.provisioning.api.PreparationReply.PreparedStep;
import dev.vestibule.provisioning.api.PreparationReply.PreparedStep.Outcome;
import dev.vestibule.provisioning.api.PrepareDirectory;
import dev.vestibule.provisioning.api.ProvisioningFailure;
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
            InspectionReply reply =
                    new DirectoryInspector(config, connections, null).inspect(query);
            assertThat(reply).isInstanceOf(DirectoryFindings.class);
            return ((DirectoryFindings) reply).findings();
        }
    }

    static InspectDirectory mapping(String... attributes) {
        return new InspectDirectory(List.of(attributes), List.of(), List.of(), List.of(), false);
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

    @Test
    void thePasswordIsNotPrinted() throws Exception {
        try (InMemoryDirectoryServer server = empty()) {
            DirectoryConfig config = InMemoryDirectory.config(server.getListenPort());

            List<PreparedStep> steps = prepared(config, false);

            assertThat(steps)
                    .noneMatch(step -> step.ldif().contains(config.bindPassword().reveal()));
        }
    }

    @Test
    void aDirectoryThatDoesNotAnswerIsAFailure() throws Exception {
        DirectoryConfig config;
        try (InMemoryDirectoryServer server = empty()) {
            config = InMemoryDirectory.config(server.getListenPort());
        }
        try (LdapConnections connections = LdapConnections.open(config)) {
            assertThat(new DirectoryInspector(config, connections, null).inspect(mapping()))
                    .isInstanceOf(ProvisioningFailure.DirectoryUnavailable.class);
        }
    }

    private static List<PreparedStep> prepared(DirectoryConfig config, boolean apply) {
        try (LdapConnections connections = LdapConnections.open(config)) {
            return ((DirectoryPrepared)
                            new DirectoryPreparer(
                                            config,
                                            connections,
                                            new BindIdentity.Account(config.login(), null))
                                    .prepare(new PrepareDirectory("other", List.of(), true, apply)))
                    .steps();
        }
    }

    private static InMemoryDirectoryServer empty() throws LDAPException {
        InMemoryDirectoryServerConfig config =
                new InMemoryDirectoryServerConfig(TestDirectory.BASE);
        DirectoryConfig gateway = InMemoryDirectory.config(1);
        config.addAdditionalBindCredentials(gateway.bindDn(), gateway.bindPassword().reveal());
        InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
        server.startListening();
        return server;
    }
}
