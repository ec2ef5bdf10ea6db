package dev.vestibule.gateway;

import dev.vestibule.flow.LoadResult;
import dev.vestibule.flow.model.FlowConfig;
import dev.vestibule.gateway.administration.AccountsClient;
import dev.vestibule.gateway.administration.LeaverSchedule;
import dev.vestibule.gateway.administration.LeaverSweep;
import dev.vestibule.gateway.config.ConfigurationFolder;
import dev.vestibule.gateway.config.Reloads;
import dev.vestibule.gateway.config.YamlFolder;
import dev.vestibule.gateway.login.ProvisioningClient;
import dev.vestibule.gateway.oidc.BoundedHttp;
import dev.vestibule.gateway.store.StoreFactory;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Starts gateways; each is a world of its own. */
public final class Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final Duration PROVISIONING_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration WATCH_TICK = Duration.ofSeconds(1);
    private static final Duration LEAVERS_TICK = Duration.ofSeconds(5);

    private final GatewayEnvironment environment;
    private final Function<Vertx, StoreFactory> stores;

    public Gateway(GatewayEnvironment environment) {
        this(environment, vertx -> new MemoryStores(vertx, environment.clock()));
    }

    /** Starts nodes that keep everything ephemeral in these stores. */
    public Gateway(GatewayEnvironment environment, Function<Vertx, StoreFactory> stores) {
        this.environment = environment;
        this.stores = stores;
    }

    /**
     * Starts a gateway with the configuration of this folder.
     *
     * @return the running gateway; fails with {@link StartFailure}, and leaves nothing running then
     */
    public Future<RunningGateway> start(Path folder) {
        Shutdown shutdown = new Shutdown();
        Executor straight = Thread.ofVirtual().name("vestibule-start")::start;
        return Future.fromCompletionStage(
                        CompletableFuture.supplyAsync(() -> started(folder, shutdown), straight))
                .recover(failure ->
                        shutdown.run().transform(_ -> Future.failedFuture(why(failure))));
    }

    private static Throwable why(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
        return cause == null ? failure : cause;
    }

    private RunningGateway started(Path folder, Shutdown shutdown) {
        Instant begun = environment.clock().instant();
        if (!Files.isDirectory(folder)) {
            throw StartFailure.noFolder(folder);
        }
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        shutdown.later(vertx::close);
        YamlFolder yaml = new YamlFolder(vertx, folder, environment.scan());
        shutdown.later(yaml::close);
        ConfigurationFolder files = new ConfigurationFolder(vertx, yaml, environment.variables());
        FlowConfig config = valid(files.load().await());
        RunningGateway gateway =
                serve(Ground.of(vertx, environment, stores.apply(vertx)), config, files, shutdown);
        LOG.info(
                "event=started url={} listen={}:{} management={}:{} took_ms={}",
                config.gateway().url(),
                config.gateway().listen().host(),
                gateway.port(),
                config.gateway().management().host(),
                gateway.managementPort(),
                Duration.between(begun, environment.clock().instant()).toMillis());
        return gateway;
    }

    private static FlowConfig valid(LoadResult result) {
        FlowConfig config = result.config();
        if (config == null) {
            throw StartFailure.of(result.report());
        }
        Reloads.report(result.problems());
        return config;
    }

    private RunningGateway serve(
            Ground ground, FlowConfig config, ConfigurationFolder files, Shutdown shutdown) {
        Vertx vertx = ground.vertx();
        Ground told = RecordParts.start(ground, config, shutdown);
        DirectoryParts directory = DirectoryParts.start(told, config, shutdown);
        ProvisioningClient client = new ProvisioningClient(vertx.eventBus(), PROVISIONING_TIMEOUT);
        BoundedHttp providers = new BoundedHttp(vertx);
        shutdown.later(providers::close);
        GatewayParts parts = new GatewayParts(ground, config, providers, client);
        Readiness readiness = new Readiness(directory.present() ? client : null);
        Servers servers = new Servers(ground, config.gateway(), shutdown);
        ManagementRoutes routes = new ManagementRoutes(readiness, ground.metrics());
        Server management = servers.management(routes::router);
        Server server = servers.main(() -> parts.router(vertx));
        if (directory.present()) {
            vertx.setPeriodic(WATCH_TICK.toMillis(), _ -> parts.watch().round());
            LeaverSchedule leavers = leavers(ground, parts);
            vertx.setPeriodic(LEAVERS_TICK.toMillis(), _ -> leavers.tick());
        }
        files.listen(new Reloads(parts.live(), ground.metrics()));
        reportDirectory(readiness);
        return new RunningGateway(
                server.port(), management.port(), directory.embedded(), readiness, shutdown);
    }

    private static LeaverSchedule leavers(Ground ground, GatewayParts parts) {
        AccountsClient accounts =
                new AccountsClient(ground.vertx().eventBus(), PROVISIONING_TIMEOUT);
        return new LeaverSchedule(
                accounts,
                new LeaverSweep(accounts, ground.environment().clock()),
                () -> parts.live().get().logins().config().connections(),
                ground.environment().clock());
    }

    /** A directory that is away stops nothing; this says why readiness is red. */
    private static void reportDirectory(Readiness readiness) {
        readiness
                .checks()
                .map(checks -> checks.getOrDefault("directory", Readiness.Check.PASSED))
                .onSuccess(directory -> {
                    if (!directory.passed()) {
                        LOG.warn(
                                "The directory does not answer, so nobody who needs an account can"
                                        + " sign in yet; the gateway keeps trying. detail=\"{}\"",
                                directory.detail());
                    }
                });
    }
}
