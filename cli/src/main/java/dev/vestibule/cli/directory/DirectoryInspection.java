package dev.vestibule.cli.directory;

import dev.vestibule.cli.composition.ProvisioningModule;
import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.directory.DirectorySettings;
import dev.vestibule.flow.directory.DirectorySettings.Embedded;
import dev.vestibule.flow.directory.DirectorySettings.Remote;
import dev.vestibule.gateway.GatewayEnvironment;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.provisioning.embedded.EmbeddedDirectory;
import dev.vestibule.provisioning.inspect.Finding;
import dev.vestibule.provisioning.inspect.Finding.Level;
import dev.vestibule.provisioning.inspect.InspectDirectory;
import dev.vestibule.provisioning.ldap.BindIdentity;
import dev.vestibule.provisioning.ldap.DirectoryConfig;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the directory of a configuration what it lacks. An embedded one is in the hands of the
 * running gateway, and brings along everything that a server must be given: only whether it has a
 * place for what is mapped is asked, of an empty one of the same making.
 */
public record DirectoryInspection(FlowConfig config) {

    /**
     * What is found.
     *
     * @param asking the account that a directory elsewhere is asked as
     */
    public List<Finding> findings(InspectDirectory query, BindIdentity asking) {
        DirectorySettings settings = config.directory();
        if (settings == null) {
            throw DirectoryAccess.noDirectory();
        }
        return switch (settings.server()) {
            case Remote _ -> {
                DirectoryConfig gateway = DirectoryAccess.gateway(config);
                yield ask(gateway, asking, query);
            }
            case Embedded _ -> embedded(settings);
        };
    }

    private static List<Finding> ask(
            DirectoryConfig gateway, BindIdentity asking, InspectDirectory query) {
        try (DirectoryTools tools = DirectoryTools.start(gateway, asking)) {
            return DirectoryCheckCommand.findings(tools.inspect(query));
        }
    }

    private List<Finding> embedded(DirectorySettings settings) {
        DirectorySettings.Bind bind =
                ProvisioningModule.bind(settings, new Tokens(GatewayEnvironment.system().random()));
        List<Finding> findings = new ArrayList<>();
        findings.add(
                new Finding(
                        Level.FINE,
                        "embedded",
                        "",
                        "The embedded directory has schema, tree, indexes and rights built in.",
                        "",
                        ""));
        try (EmbeddedDirectory empty =
                EmbeddedDirectory.start(
                        ProvisioningModule.empty(settings, bind, config.otherPeople()))) {
            DirectoryConfig gateway =
                    ProvisioningModule.config(settings, bind, List.of(URI.create(empty.ldapUrl())));
            ask(gateway, new BindIdentity.Gateway(), DirectoryNeeds.of(config).query(false))
                    .stream()
                    .filter(finding -> !finding.subject().isEmpty())
                    .forEach(findings::add);
        }
        return findings;
    }
}
