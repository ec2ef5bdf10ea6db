package dev.vestibule.gateway.config;

import dev.vestibule.flow.expression.ExpressionCompiler;
import dev.vestibule.flow.expression.facts.ExpressionException;
import dev.vestibule.flow.problem.Place;

import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts expressions that fail, and writes one line a minute for each. */
public final class FailedExpressions implements ExpressionCompiler.Failures {
    private static final Logger LOG = LoggerFactory.getLogger(FailedExpressions.class);
    private static final String COUNTER = "vestibule.expressions.failed";
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final ConcurrentMap<Place, Instant> written = new ConcurrentHashMap<>();
    private volatile @Nullable Meters meters;

    private record Meters(MeterRegistry metrics, InstantSource clock) {}

    /** From now on failures are counted here. */
    public void begin(MeterRegistry metrics, InstantSource clock) {
        meters = new Meters(metrics, clock);
    }

    @Override
    public void failed(Place place, ExpressionException failure) {
        Meters known = meters;
        if (known == null) {
            return;
        }
        known.metrics().counter(COUNTER, "path", place.path()).increment();
        Instant now = known.clock().instant();
        if (isDue(place, now)) {
            LOG.warn(
                    "event=expression_failed path={} file={} line={} detail=\"{}\"",
                    place.path(),
                    place.file(),
                    place.line(),
                    failure.getMessage());
        }
    }

    /** Whether a line is due; of several failures at once, one is told of. */
    private boolean isDue(Place place, Instant now) {
        Instant before = written.putIfAbsent(place, now);
        return before == null
                || !now.isBefore(before.plus(PAUSE)) && written.replace(place, before, now);
    }
}
