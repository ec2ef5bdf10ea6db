package dev.vestibule.cli.directory;

import dev.vestibule.cli.composition.ProvisioningModule;
import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.directory.DirectorySettings;
import dev.vestibule.flow.directory.DirectorySettings.Embedded;
import dev.vestibule.flow.directory.DirectorySettings.Remote;
import dev.vestibule.gateway.GatewayEnvironment;
import dev.vestibule.gateway.StartFailure;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.provisioning.api.Failure;
import dev.vestibule.provisioning.embedded.EmbeddedDirectory;
import dev.vestibule.provisioning.inspect.DirectoryInspector;
import dev.vestibule.provisioning.inspect.DirectoryPreparer;
import dev.vestibule.provisioning.inspect.Finding;
import dev.vestibule.provisioning.inspect.Finding.Level;
import dev.vestibule.provisioning.inspect.InspectDirectory;
import dev.vestibule.provisioning.inspect.PrepareDirectory;
import dev.vestibule.provisioning.inspect.PrepareDirectory.DirectoryPrepared;
import dev.vestibule.provisioning.ldap.BindIdentity;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.LdapConnections;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What looks at a directory and prepares it, in the process of a command: no bus carries these, so
 * that a running gateway cannot be told to.
 *
 * @param own connections of the gateway's account
 * @param administrator connections of the administrator who acts in its place, or null
 */
public record DirectoryTools(
        DirectoryConfig gateway,
        BindIdentity asking,
        LdapConnections own,
        @Nullable LdapConnections administrator)
        implements AutoCloseable {

    static DirectoryTools start(DirectoryConfig gateway, BindIdentity asking) {
        return new DirectoryTools(
                gateway,
                asking,
                LdapConnections.open(gateway, new BindIdentity.Gateway()),
                asking instanceof BindIdentity.Gateway
                        ? null
                        : LdapConnections.open(gateway, asking));
    }

    /** What the gateway is configured with. */
    static DirectoryConfig gateway(FlowConfig config) {
        DirectorySettings settings = config.directory();
        if (settings == null) {
            throw StartFailure.because("The configuration has no directory.");
        }
        return switch (settings.server()) {
            case Remote(var urls) -> {
                var bind = Objects.requireNonNull(settings.bind(), "the checker wants one");
                yield ProvisioningModule.config(settings, bind, urls)
                        .withOtherPeople(config.otherPeople());
            }
            case Embedded _ ->
                    throw StartFailure.because(
                            "The embedded directory is complete: there is nothing to prepare.");
        };
    }

    DirectoryPrepared prepare(PrepareDirectory command) {
        return new DirectoryPreparer(gateway, administrator == null ? own : administrator, asking)
                .prepare(command)
                .orThrow(DirectoryTools::unreachable);
    }

    /**
     * What the directory of a configuration lacks. An embedded one is in the hands of the running
     * gateway, and brings along everything that a server must be given: only whether it has a place
     * for what is mapped is asked, of an empty one of the same making.
     *
     * @param asking the account that a directory elsewhere is asked as
     */
    public static List<Finding> findings(
            FlowConfig config, InspectDirectory query, BindIdentity asking) {
        return config.directory() instanceof DirectorySettings settings
                        && settings.server() instanceof Embedded
                ? embedded(settings, config)
                : ask(gateway(config), asking, query);
    }

    private static List<Finding> ask(
            DirectoryConfig gateway, BindIdentity asking, InspectDirectory query) {
        try (DirectoryTools tools = start(gateway, asking)) {
            return new DirectoryInspector(gateway, tools.own, tools.administrator)
                    .inspect(query)
                    .orThrow(DirectoryTools::unreachable);
        }
    }

    private static StartFailure unreachable(Failure failure) {
        return StartFailure.because("The directory cannot be asked: " + failure.detail() + ".");
    }

    private static List<Finding> embedded(DirectorySettings settings, FlowConfig config) {
        var bind =
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

    @Override
    public void close() {
        own.close();
        if (administrator != null) {
            administrator.close();
        }
    }
}
