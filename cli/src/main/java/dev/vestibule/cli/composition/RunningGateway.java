package dev.vestibule.cli.composition;

import dev.vestibule.gateway.HttpGateway;
import dev.vestibule.gateway.Shutdown;
import dev.vestibule.gateway.config.ConfigurationFolder;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sun.misc.Signal;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A gateway that runs until it is closed. */
public final class RunningGateway {
    private static final Logger LOG = LoggerFactory.getLogger(RunningGateway.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

    private final @Nullable HttpGateway http;
    private final @Nullable URI directory;
    private final ConfigurationFolder files;
    private final Shutdown shutdown;
    private final CountDownLatch stopped = new CountDownLatch(1);

    RunningGateway(
            @Nullable HttpGateway http,
            @Nullable URI directory,
            ConfigurationFolder files,
            Shutdown shutdown) {
        this.http = http;
        this.directory = directory;
        this.files = files;
        this.shutdown = shutdown;
    }

    /** The port that users and apps reach. */
    public int port() {
        return served().port();
    }

    /** The port of health and metrics. */
    public int managementPort() {
        return served().managementPort();
    }

    private HttpGateway served() {
        return Objects.requireNonNull(http, "a process of the role provisioning has no HTTP");
    }

    /** Where the embedded directory is served, or null when there is none. */
    public @Nullable URI directory() {
        return directory;
    }

    /**
     * Stops: not ready any more, no new connection, requests in progress are answered, then
     * everything else ends, the directory last.
     */
    public Future<Void> close() {
        if (http != null) {
            http.stopping();
        }
        return shutdown.run().onComplete(_ -> stopped.countDown());
    }

    /** Reads the configuration again, with the secrets that it names, though no file changed. */
    public void reload() {
        LOG.info("event=reload_requested");
        files.reload();
    }

    /** Waits until the process is stopped; the signal SIGHUP makes it reload. */
    public void runUntilStopped() throws InterruptedException {
        reloadOnHangUp();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "vestibule-stop"));
        stopped.await();
    }

    private void reloadOnHangUp() {
        try {
            Signal.handle(new Signal("HUP"), _ -> reload());
        } catch (IllegalArgumentException unknown) {
            LOG.info("event=no_reload_signal detail=\"{}\"", unknown.getMessage());
        }
    }

    private void stop() {
        LOG.info("event=stopping");
        CountDownLatch done = new CountDownLatch(1);
        close().onComplete(_ -> done.countDown());
        try {
            boolean inTime = done.await(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
            LOG.info("event=stopped in_time={}", inTime);
        } catch (InterruptedException cutShort) {
            Thread.currentThread().interrupt();
        }
    }
}
