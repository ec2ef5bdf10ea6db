package dev.vestibule.gateway;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.FlowConfigLoader;
import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.gateway.login.LoginKinds;
import dev.vestibule.gateway.outbound.BoundedHttp;
import dev.vestibule.gateway.theme.Look;

import io.vertx.core.Vertx;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** The kinds of steps and authenticators as the composition root registers them. */
public final class RegisteredKinds {
    private static final String YAML =
            """
            gateway: { url: "http://localhost:18080", listen: "127.0.0.1:0" }
            connections:
              alpha:
                type: oidc
                issuer: http://localhost:1
                client-id: vestibule
                client-secret: ${env:SECRET}
                provisioning: { enabled: false }
            flows: { staff: { steps: [ { id: first, authenticate: [alpha] } ] } }
            apps: { wiki: { match: { path: / }, upstream: "http://localhost:2", flow: staff, access: [ { allow: "true" } ] } }
            """;

    private RegisteredKinds() {}

    /** All of them. */
    public static LoginKinds all(Vertx vertx) {
        FlowConfig config = configuration();
        RuntimeContext context = RuntimeContext.of(vertx, GatewayEnvironment.system());
        WebModule web = WebModule.of(context, Look::standard);
        return new LoginModule(
                        context,
                        web,
                        SessionModule.of(context, web, config.gateway(), TestEngine.OUTSIDE),
                        config.gateway(),
                        new DirectoryClient(context.bus(), Duration.ofSeconds(1)),
                        new BoundedHttp(vertx),
                        () -> {
                            throw new IllegalStateException("no configuration is live");
                        })
                .kinds();
    }

    /** A configuration of one connection, one flow and one app. */
    public static FlowConfig configuration() {
        return Objects.requireNonNull(
                new FlowConfigLoader()
                        .load(Map.of("vestibule.yaml", YAML), Path.of("."), _ -> "secret")
                        .config());
    }
}
