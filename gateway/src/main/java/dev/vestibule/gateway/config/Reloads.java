package dev.vestibule.gateway.config;

import dev.vestibule.flow.LoadResult;
import dev.vestibule.flow.problem.Problem;

import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Makes each change of the folder live if it has no errors. With errors the last valid version
 * stays. Every problem is in the log, once for each change, and in the status.
 */
public final class Reloads implements Consumer<LoadResult> {
    private static final Logger LOG = LoggerFactory.getLogger(Reloads.class);
    private static final String COUNTER = "vestibule.config.reloads";

    private final LiveConfiguration<?> live;
    private final MeterRegistry metrics;
    private final InstantSource clock;
    private volatile ConfigurationStatus status;

    /**
     * @param first what the process has started with
     */
    public Reloads(
            LiveConfiguration<?> live,
            LoadResult first,
            MeterRegistry metrics,
            InstantSource clock) {
        this.live = live;
        this.metrics = metrics;
        this.clock = clock;
        this.status = ConfigurationStatus.first(live.version(), clock.instant(), first.problems());
        metrics.counter(COUNTER, "result", "applied");
        metrics.counter(COUNTER, "result", "rejected");
    }

    /** For operators: the version in use, and what the folder held when it was last read. */
    public ConfigurationStatus status() {
        return status;
    }

    @Override
    public synchronized void accept(LoadResult result) {
        report(result.problems());
        var next = result.config();
        if (next == null) {
            metrics.counter(COUNTER, "result", "rejected").increment();
            status = status.rejected(clock.instant(), result.problems());
            LOG.error(
                    "event=config_rejected problems={} next=\"the last good version stays live\"",
                    result.problems().size());
        } else {
            applied(live.apply(next), result.problems());
        }
    }

    private void applied(List<String> waiting, List<Problem> problems) {
        List<String> before = status.waiting();
        status = new ConfigurationStatus(live.version(), clock.instant(), false, problems, waiting);
        metrics.counter(COUNTER, "result", "applied").increment();
        LOG.info("event=config_applied version={} problems={}", live.version(), problems.size());
        waiting.stream().filter(key -> !before.contains(key)).forEach(Reloads::needsRestart);
    }

    /** Writes one line for each problem. */
    public static void report(List<Problem> problems) {
        problems.forEach(problem -> LOG.atLevel(level(problem)).log(line(problem)));
    }

    private static Level level(Problem problem) {
        return switch (problem.severity()) {
            case ERROR -> Level.ERROR;
            case WARNING -> Level.WARN;
        };
    }

    private static String line(Problem problem) {
        return "event=config_problem severity=%s file=%s line=%d column=%d path=%s found=\"%s\" allowed=\"%s\" remedy=\"%s\""
                .formatted(
                        problem.severity().name().toLowerCase(Locale.ROOT),
                        problem.file(),
                        problem.line(),
                        problem.column(),
                        problem.path(),
                        problem.found(),
                        problem.allowed(),
                        problem.remedy());
    }

    private static void needsRestart(String key) {
        LOG.warn(
                "event=config_needs_restart key={} next=\"restart the gateway; everything else is"
                        + " live\"",
                key);
    }
}
