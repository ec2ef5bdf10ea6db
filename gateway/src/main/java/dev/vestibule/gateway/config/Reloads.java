package dev.vestibule.gateway.config;

import dev.vestibule.flow.LoadResult;
import dev.vestibule.flow.problem.Problem;

import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Makes each change of the folder live if it has no errors. With errors the last valid version
 * stays. Every problem is in the log, once for each change.
 */
public final class Reloads implements Consumer<LoadResult> {
    private static final Logger LOG = LoggerFactory.getLogger(Reloads.class);
    private static final String COUNTER = "vestibule.config.reloads";

    private final LiveConfiguration<?> live;
    private final MeterRegistry metrics;

    public Reloads(LiveConfiguration<?> live, MeterRegistry metrics) {
        this.live = live;
        this.metrics = metrics;
        metrics.counter(COUNTER, "result", "applied");
        metrics.counter(COUNTER, "result", "rejected");
    }

    @Override
    public void accept(LoadResult result) {
        report(result.problems());
        var next = result.config();
        if (next == null) {
            metrics.counter(COUNTER, "result", "rejected").increment();
            LOG.error(
                    "event=config_rejected problems={} next=\"the last good version stays live\"",
                    result.problems().size());
        } else {
            List<String> waiting = live.apply(next);
            metrics.counter(COUNTER, "result", "applied").increment();
            LOG.info("event=config_applied problems={}", result.problems().size());
            waiting.forEach(Reloads::needsRestart);
        }
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
