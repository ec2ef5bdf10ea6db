package dev.vestibule.gateway.access;

import dev.vestibule.gateway.upstream.Origin;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Predicate;

/**
 * The servers of one app, in turn. One that could not be reached is left out for a while, and one
 * that is unhealthy as long as it is, unless all are. Several event loops use it at once; a reload
 * forgets who could not be reached.
 */
public final class AppServers {
    /** How long a server is left out. */
    private static final Duration REST = Duration.ofSeconds(10);

    private final List<Origin> origins;
    private final AtomicInteger turn = new AtomicInteger();

    /** When each may be asked again, in the nanoseconds of the process. */
    private final AtomicLongArray again;

    private volatile Predicate<Origin> healthy = _ -> true;

    /**
     * @param origins at least one
     */
    AppServers(List<Origin> origins) {
        this.origins = List.copyOf(origins);
        again = new AtomicLongArray(origins.size());
        for (int at = 0; at < origins.size(); at++) {
            again.set(at, System.nanoTime());
        }
    }

    /**
     * The next server.
     *
     * @param tried those that one request has tried
     * @return null when it has tried all
     */
    public @Nullable Origin next(Set<Origin> tried) {
        if (origins.size() == 1) {
            return tried.isEmpty() ? origins.getFirst() : null;
        }
        int first = Math.floorMod(turn.getAndIncrement(), origins.size());
        long now = System.nanoTime();
        Origin resting = null;
        for (int step = 0; step < origins.size(); step++) {
            int at = (first + step) % origins.size();
            Origin origin = origins.get(at);
            if (!tried.contains(origin) && again.get(at) - now <= 0 && healthy.test(origin)) {
                return origin;
            }
            resting = resting == null && !tried.contains(origin) ? origin : resting;
        }
        return resting;
    }

    /** All of them. */
    public List<Origin> all() {
        return origins;
    }

    /** From now on an unhealthy server is left out. */
    public void watch(Predicate<Origin> health) {
        healthy = health;
    }

    /** The server could not be reached. */
    public void failed(Origin origin) {
        int at = origins.indexOf(origin);
        if (at >= 0) {
            again.set(at, System.nanoTime() + REST.toNanos());
        }
    }
}
