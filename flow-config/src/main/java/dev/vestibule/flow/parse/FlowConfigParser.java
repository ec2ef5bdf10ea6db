package dev.vestibule.flow.parse;

import dev.vestibule.flow.address.HostPort;
import dev.vestibule.flow.expression.ExpressionCompiler;
import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.model.App;
import dev.vestibule.flow.model.Connection;
import dev.vestibule.flow.model.DirectorySettings;
import dev.vestibule.flow.model.Flow;
import dev.vestibule.flow.model.FlowConfig;
import dev.vestibule.flow.model.GatewaySettings;
import dev.vestibule.flow.model.Step;
import dev.vestibule.flow.model.Webhook;
import dev.vestibule.flow.problem.Place;
import dev.vestibule.flow.problem.Problems;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the files into the model. Cross-references are not looked at here. */
public final class FlowConfigParser {
    private final Path folder;
    private final Function<String, @Nullable String> environment;
    private final Function<String, @Nullable String> standIns;
    private final ExpressionCompiler compiler;

    /**
     * @param folder what relative paths of secrets and data are relative to
     * @param environment value by name of an environment variable
     * @param standIns value by path of a secret that leads nowhere; null makes it a problem
     */
    public FlowConfigParser(
            Path folder,
            Function<String, @Nullable String> environment,
            Function<String, @Nullable String> standIns,
            ExpressionCompiler compiler) {
        this.folder = folder;
        this.environment = environment;
        this.standIns = standIns;
        this.compiler = compiler;
    }

    /**
     * Reads the files, by name. Mistakes are added to the problems; the model then has placeholders
     * and must not go live.
     */
    public ParsedConfig parse(Map<String, String> filesByName, Problems problems) {
        MergedFiles files = MergedFiles.read(filesByName, problems);
        Reading reading =
                new Reading(
                        problems, new References(folder, environment, standIns), files.sources());
        FlowConfig config = config(files, reading);
        return new ParsedConfig(
                config, files.places(), reading.isComplete(), new SafeLines(files.sources()));
    }

    private FlowConfig config(MergedFiles files, Reading reading) {
        ById byId = new ById(reading);
        ExpressionReader expressions = new ExpressionReader(compiler, reading);
        Place start = files.root().place();
        Fields root = Fields.of(files.root(), RootKeys.SECTION, reading);
        GatewaySettings gateway =
                new GatewayReader(reading)
                        .read(root.node(RootKeys.GATEWAY), start.below("gateway"));
        @Nullable DirectorySettings directory =
                root.node(RootKeys.DIRECTORY).map(new DirectoryReader(reading)::read).orElse(null);
        Map<String, Flow> flows =
                byId.read(root.node(RootKeys.FLOWS), new FlowReader(reading, expressions)::read);
        ProvisioningReader provisioning =
                new ProvisioningReader(
                        reading,
                        expressions,
                        Scope.provisioning(stepIds(flows)),
                        new UsernameReader(reading)
                                .read(root.node(RootKeys.USERNAMES).orElse(null), directory));
        Map<String, Connection> connections =
                byId.read(
                        root.node(RootKeys.CONNECTIONS),
                        new ConnectionReader(reading, provisioning)::read);
        AppReader appReader =
                new AppReader(reading, expressions, flows, HostPort.of(gateway.url()).host());
        Map<String, App> apps = byId.read(root.node(RootKeys.APPS), appReader::read);
        Map<String, Webhook> webhooks =
                byId.read(root.node(RootKeys.WEBHOOKS), new WebhookReader(reading)::read);
        return new FlowConfig(gateway, directory, connections, flows, apps, webhooks);
    }

    private static Set<String> stepIds(Map<String, Flow> flows) {
        return flows.values().stream()
                .flatMap(flow -> flow.steps().stream())
                .filter(Step.Authenticate.class::isInstance)
                .map(step -> ((Step.Authenticate) step).id())
                .collect(Collectors.toSet());
    }
}
