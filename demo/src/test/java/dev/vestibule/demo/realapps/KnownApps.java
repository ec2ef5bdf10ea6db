package dev.vestibule.demo.realapps;

import dev.vestibule.demo.idp.DemoIdentityProvider;
import dev.vestibule.demo.testkit.DocsPage;
import dev.vestibule.demo.testkit.FreePorts;
import dev.vestibule.demo.testkit.GatewayProcess;
import dev.vestibule.demo.testkit.LiveGateway;
import dev.vestibule.demo.testkit.RealComponents;
import dev.vestibule.demo.testkit.RunningProgram;
import dev.vestibule.demo.web.DemoPages;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The applications, a gateway process in front of them, and an identity provider. */
final class KnownApps implements AutoCloseable {
    private static final String REST =
            """
            directory:
              url: embedded
              embedded: { listen: "127.0.0.1:0" }
              base: dc=example,dc=org
            connections:
              corp:
                type: oidc
                issuer: "%s"
                client-id: vestibule
                client-secret: "${file:secret}"
                provisioning:
                  enabled: true
                  username: claims.sub
                  attributes: { cn: claims.name, sn: { value: claims.family_name, default: "-" } }
                  groups: claims.groups
            flows: { staff: { steps: [{ id: first, authenticate: [corp] }] } }
            """;

    private final DemoIdentityProvider provider = DemoIdentityProvider.start(0, new DemoPages());
    private final List<Integer> ports = FreePorts.several(KnownApp.values().length + 1);
    private final int gatewayPort = ports.getLast();
    private final Map<KnownApp, Place> places = new EnumMap<>(KnownApp.class);
    private final Map<KnownApp, RunningProgram> programs = new EnumMap<>(KnownApp.class);
    private final Deque<AutoCloseable> running = new ArrayDeque<>(List.of(provider));
    private final String path;

    private KnownApps(Path commands) {
        path = commands + ":" + System.getenv("PATH");
    }

    /** Where an application lives, and the ports of the gateway and of the application. */
    record Place(Path home, int gateway, int app) {
        Path data() {
            return home.resolve("data");
        }
    }

    /** Starts everything, and waits until all of it answers. */
    static KnownApps start(Path folder) throws Exception {
        RealComponents.requireProgram("radicale");
        RealComponents.requireProgram("prometheus");
        KnownApps apps = new KnownApps(NpmApps.commands());
        try {
            apps.startAll(folder.toAbsolutePath());
            apps.running.push(GatewayProcess.start(apps.configured(folder), apps.gatewayPort));
            apps.programs.forEach((app, program) -> program.awaitListening(apps.place(app).app()));
            return apps;
        } catch (Throwable failed) {
            apps.close();
            throw failed;
        }
    }

    /** An address as the browser of a user opens it. */
    URI at(KnownApp app, String path) {
        return URI.create("http://" + app.host() + ":" + gatewayPort + path);
    }

    /** An address of the gateway itself. */
    URI at(String path) {
        return URI.create("http://localhost:" + gatewayPort + path);
    }

    /** A block of the page in this language, as the test needs it. */
    String block(KnownApp app, String language, int index) {
        return app.adapted(app.section().blocks(language).get(index), place(app));
    }

    /** What the application has written so far. */
    String log(KnownApp app) {
        return Objects.requireNonNull(programs.get(app)).said();
    }

    /** Runs a script of a user's machine; the commands of npm are on its path. */
    void run(Path home, String script, Map<String, String> environment) throws Exception {
        Map<String, String> all = new HashMap<>(environment);
        all.put("PATH", path);
        try (RunningProgram program =
                RunningProgram.start("script", List.of("sh", "-euc", script), home, all)) {
            program.awaitSuccess();
        }
    }

    private void startAll(Path folder) throws IOException {
        for (KnownApp app : KnownApp.values()) {
            Path home = Files.createDirectories(folder.resolve(app.name()));
            places.put(app, new Place(home, gatewayPort, ports.get(app.ordinal())));
            Files.createDirectory(place(app).data());
            RunningProgram program = started(app);
            running.push(program);
            programs.put(app, program);
        }
    }

    private RunningProgram started(KnownApp app) throws IOException {
        Place place = place(app);
        KnownApp.Settings settings = app.settings();
        if (settings != null) {
            List<String> blocks = app.section().blocks(settings.language());
            Files.writeString(
                    place.data().resolve(settings.file()), app.adapted(blocks.getLast(), place));
        }
        // The handle is that of the application, and not of a shell around it.
        String script = block(app, "sh", 0).replaceAll("(?m)^(?=.*\n\\z)", "exec ");
        return RunningProgram.start(
                app.name(), List.of("sh", "-euc", script), place.home(), Map.of("PATH", path));
    }

    private Path configured(Path folder) throws IOException {
        Path config = Files.createDirectory(folder.resolve("gateway"));
        Files.writeString(config.resolve("secret"), "only-for-tests");
        Files.writeString(config.resolve("gateway.yaml"), LiveGateway.settings(gatewayPort));
        Files.writeString(config.resolve("rest.yaml"), REST.formatted(provider.issuer("demo")));
        Files.writeString(
                config.resolve("others.yaml"),
                DocsPage.of("apps-known.md").section("Grafana and Gitea").block("yaml"));
        for (KnownApp app : KnownApp.values()) {
            Files.writeString(config.resolve(app.name() + ".yaml"), block(app, "yaml", 0));
        }
        return config;
    }

    private Place place(KnownApp app) {
        return Objects.requireNonNull(places.get(app));
    }

    @Override
    public void close() throws Exception {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }
}
