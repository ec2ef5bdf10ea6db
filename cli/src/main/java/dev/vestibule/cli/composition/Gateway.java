package dev.vestibule.cli.composition;

import dev.vestibule.cli.composition.Placement.Role;
import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.LoadResult;
import dev.vestibule.gateway.GatewayEnvironment;
import dev.vestibule.gateway.HttpGateway;
import dev.vestibule.gateway.RuntimeContext;
import dev.vestibule.gateway.Shutdown;
import dev.vestibule.gateway.StartFailure;
import dev.vestibule.gateway.WebhookModule;
import dev.vestibule.gateway.config.ConfigurationFolder;
import dev.vestibule.gateway.config.LiveConfiguration;
import dev.vestibule.gateway.config.Reloads;
import dev.vestibule.gateway.store.StoreFactory;
import dev.vestibule.gateway.store.memory.MemoryStores;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Starts gateways; each is a world of its own.
 *
 * @param placement the part of the product that runs here
 * @param stores where everything ephemeral is kept
 */
public record Gateway(
        GatewayEnvironment environment, Placement placement, Function<Vertx, StoreFactory> stores) {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /** Starts gateways that keep everything ephemeral in their own memory. */
    public Gateway(GatewayEnvironment environment) {
        this(environment, Placement.ALONE);
    }

    /** Starts the part of the product that has this place, with its own memory. */
    public Gateway(GatewayEnvironment environment, Placement placement) {
        this(environment, placement, vertx -> new MemoryStores(vertx, environment.clock()));
    }

    /**
     * Starts a gateway with the configuration of this folder.
     *
     * @return the running gateway; fails with {@link StartFailure}, and leaves nothing running then
     */
    public Future<RunningGateway> start(Path folder) {
        Shutdown shutdown = new Shutdown();
        return Future.fromCompletionStage(
                        CompletableFuture.supplyAsync(
                                () -> started(folder, shutdown),
                                Thread.ofVirtual().name("vestibule-start")::start))
                .recover(failure ->
                        shutdown.run().transform(_ -> Future.failedFuture(why(failure))));
    }

    private static Throwable why(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
        return cause == null ? failure : cause;
    }

    private RunningGateway started(Path folder, Shutdown shutdown) {
        var begun = environment.clock().instant();
        if (!Files.isDirectory(folder)) {
            throw StartFailure.noFolder(folder);
        }
        Vertx vertx = placement.vertx(new VertxOptions().setPreferNativeTransport(true));
        shutdown.later(vertx::close);
        ConfigurationFolder files =
                new ConfigurationFolder(vertx, folder, environment.scan(), environment.variables());
        shutdown.later(files::close);
        LoadResult loaded = files.load().await();
        FlowConfig config = valid(loaded);
        Reloads.report(loaded.problems());
        RuntimeContext context =
                RuntimeContext.of(vertx, placement.bus(vertx), environment, stores.apply(vertx));
        files.failures().begin(context.metrics(), context.environment().clock());
        if (placement.role() == Role.PROVISIONING) {
            return provision(context, loaded, files, shutdown);
        }
        RunningGateway gateway = serve(context, loaded, files, shutdown);
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
        return config;
    }

    private RunningGateway serve(
            RuntimeContext context,
            LoadResult loaded,
            ConfigurationFolder files,
            Shutdown shutdown) {
        FlowConfig config = valid(loaded);
        WebhookModule.start(context, config, shutdown);
        var directory =
                placement.role() == Role.ALL
                        ? ProvisioningModule.start(context, config, shutdown)
                        : null;
        HttpGateway http = HttpGateway.start(context, loaded, files, shutdown);
        return new RunningGateway(http, directory, files, shutdown);
    }

    /** Nothing of this role changes while it runs; changes are checked, and the log says so. */
    private static RunningGateway provision(
            RuntimeContext context,
            LoadResult loaded,
            ConfigurationFolder files,
            Shutdown shutdown) {
        FlowConfig config = valid(loaded);
        if (config.directory() == null) {
            throw StartFailure.because("The configuration names no directory.");
        }
        var directory = ProvisioningModule.start(context, config, shutdown);
        LiveConfiguration<FlowConfig> live = new LiveConfiguration<>(config, next -> next);
        files.listen(new Reloads(live, loaded, context.metrics(), context.environment().clock()));
        LOG.info("event=started role=provisioning");
        return new RunningGateway(null, directory, files, shutdown);
    }
}
