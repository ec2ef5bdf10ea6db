package dev.vestibule.gateway;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.LoadResult;
import dev.vestibule.flow.gateway.AccessLogSettings;
import dev.vestibule.gateway.config.ConfigurationFolder;
import dev.vestibule.gateway.config.Reloads;
import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.gateway.lifecycle.LeaverSchedule;
import dev.vestibule.gateway.logging.AccessLog;
import dev.vestibule.gateway.logging.AccessLogWriter;
import dev.vestibule.gateway.outbound.BoundedHttp;
import dev.vestibule.gateway.outbound.OutboundRoute;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executors;

/**
 * The HTTP servers of a gateway, with everything behind them.
 *
 * @param port what users and apps reach
 * @param managementPort of health and metrics
 */
public record HttpGateway(int port, int managementPort, Readiness readiness) {
    private static final Logger LOG = LoggerFactory.getLogger(HttpGateway.class);
    private static final Duration PROVISIONING_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration WATCH_TICK = Duration.ofSeconds(1);
    private static final Duration LEAVERS_TICK = Duration.ofSeconds(5);

    /**
     * Starts the servers with this configuration, and replaces it when its files change. Blocks
     * until they listen.
     *
     * @param first the configuration, without errors
     * @throws StartFailure when an address is taken
     */
    public static HttpGateway start(
            RuntimeContext context,
            LoadResult first,
            ConfigurationFolder files,
            Shutdown shutdown) {
        FlowConfig config = Objects.requireNonNull(first.config());
        DirectoryClient client = new DirectoryClient(context.bus(), PROVISIONING_TIMEOUT);
        BoundedHttp providers =
                new BoundedHttp(
                        context.vertx(),
                        BoundedHttp.Limits.STANDARD,
                        new OutboundRoute(config.gateway().outgoingProxy()));
        shutdown.later(providers::close);
        HttpModule http = new HttpModule(context, config, providers, client);
        boolean directory = config.directory() != null;
        Readiness readiness = new Readiness(directory ? client : null);
        Servers servers = new Servers(context, config.gateway(), shutdown);
        Reloads reloads =
                new Reloads(http.live(), first, context.metrics(), context.environment().clock());
        int management =
                servers.management(
                        new ManagementRoutes(
                                        readiness,
                                        context.metrics(),
                                        reloads::status,
                                        http.health()::status)
                                ::router);
        AccessLog accessLog = accessLog(context, config.gateway().accessLog(), shutdown);
        int main = servers.main(() -> http.router(context.vertx(), accessLog));
        servers.redirect(http::served);
        context.vertx().setPeriodic(WATCH_TICK.toMillis(), _ -> http.health().tick());
        if (directory) {
            watchAccounts(context, http, client);
        }
        files.listen(reloads);
        reportDirectory(readiness);
        return new HttpGateway(main, management, readiness);
    }

    private static @Nullable AccessLog accessLog(
            RuntimeContext context, @Nullable AccessLogSettings settings, Shutdown shutdown) {
        if (settings == null) {
            return null;
        }
        try {
            AccessLogWriter writer = AccessLogWriter.open(settings, context.metrics());
            shutdown.later(() ->
                    context.vertx().executeBlocking(Executors.callable(writer::close), false));
            return new AccessLog(context.environment().clock(), writer);
        } catch (IllegalStateException unusable) {
            throw StartFailure.because(
                    "gateway.access-log: %s; correct the folder's rights or change `file`."
                            .formatted(unusable.getMessage()),
                    unusable);
        }
    }

    private static void watchAccounts(
            RuntimeContext context, HttpModule http, DirectoryClient accounts) {
        context.vertx().setPeriodic(WATCH_TICK.toMillis(), _ -> http.watch().round());
        LeaverSchedule leavers =
                new LeaverSchedule(
                        accounts,
                        () -> http.live().get().logins().config().connections(),
                        context.environment().clock());
        context.vertx().setPeriodic(LEAVERS_TICK.toMillis(), _ -> leavers.tick());
    }

    /** A directory that is away stops nothing; this says why readiness is red. */
    private static void reportDirectory(Readiness readiness) {
        readiness
                .checks()
                .map(checks -> checks.getOrDefault("directory", Readiness.Check.PASSED))
                .onSuccess(directory -> {
                    if (!directory.passed()) {
                        LOG.warn(
                                "The directory does not answer, so users who need an account cannot sign in"
                                        + " yet; the gateway keeps trying. detail=\"{}\"",
                                directory.detail());
                    }
                });
    }

    /** From now on readiness is red: no new request is wanted. */
    public void stopping() {
        readiness.stop();
    }
}
