package dev.vestibule.gateway.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Lets through so many lines of one kind in a minute; the others are counted, and one line tells
 * how many they were. Lines are of one kind when they have the same logger, level and message, the
 * values left out. A line with the marker {@link #EACH} always passes.
 */
public final class FloodFilter extends Filter<ILoggingEvent> {
    /** For lines of which none may be missing, and that no stranger can cause. */
    public static final Marker EACH = MarkerFactory.getMarker("each");

    private static final Logger LOG = LoggerFactory.getLogger(FloodFilter.class);
    private static final int LINES = 60;
    private static final long WINDOW_SECONDS = 60;

    /** Messages that are put together by others may be endlessly many; they share one count. */
    private static final int KINDS = 1000;

    private static final Kind OTHERS = new Kind("-", "-", "lines of many kinds");

    private final ConcurrentMap<Kind, Integer> counts = new ConcurrentHashMap<>();
    private @Nullable ScheduledFuture<?> windows;

    @Override
    public void start() {
        windows =
                getContext()
                        .getScheduledExecutorService()
                        .scheduleAtFixedRate(
                                this::next, WINDOW_SECONDS, WINDOW_SECONDS, TimeUnit.SECONDS);
        super.start();
    }

    @Override
    public void stop() {
        if (windows != null) {
            windows.cancel(false);
        }
        super.stop();
    }

    @Override
    public FilterReply decide(ILoggingEvent event) {
        List<Marker> markers = event.getMarkerList();
        if (markers != null && markers.contains(EACH)) {
            return FilterReply.NEUTRAL;
        }
        int count = counts.merge(kind(event), 1, Integer::sum);
        return count <= LINES ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    private Kind kind(ILoggingEvent event) {
        Kind kind =
                new Kind(
                        event.getLoggerName(),
                        event.getLevel().toString(),
                        String.valueOf(event.getMessage()));
        return counts.size() < KINDS || counts.containsKey(kind) ? kind : OTHERS;
    }

    /** Begins the next window, and tells what the last one has left out. */
    void next() {
        for (Kind kind : List.copyOf(counts.keySet())) {
            Integer count = counts.remove(kind);
            if (count != null && count > LINES) {
                LOG.warn(
                        EACH,
                        "event=lines_left_out count={} seconds={} level={} logger={} like=\"{}\"",
                        count - LINES,
                        WINDOW_SECONDS,
                        kind.level(),
                        kind.logger(),
                        kind.message());
            }
        }
    }

    private record Kind(String logger, String level, String message) {}
}
