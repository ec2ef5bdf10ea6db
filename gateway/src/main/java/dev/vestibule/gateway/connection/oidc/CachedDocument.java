package dev.vestibule.gateway.connection.oidc;

import dev.vestibule.gateway.http.OwnContext;

import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A remote document: fetched when it is needed, by one caller for all who wait, and kept while it
 * is fresh. Safe to use from several event loops; each caller is answered on its own.
 */
final class CachedDocument<T> {
    private final Supplier<Future<Fetched<T>>> source;
    private final RetryPolicy policy;
    private final InstantSource clock;
    private @Nullable Fetched<T> held;
    private @Nullable Future<T> inFlight;
    private Instant freshUntil = Instant.MIN;
    private Instant failedUntil = Instant.MIN;
    private @Nullable Throwable failure;
    private int failures;

    /** Fetches that others may cause now. */
    private int left;

    private Instant refilled = Instant.MIN;

    CachedDocument(Supplier<Future<Fetched<T>>> source, RetryPolicy policy, InstantSource clock) {
        this.source = source;
        this.policy = policy;
        this.clock = clock;
        left = policy.burst();
    }

    /** The document as it was fetched last, however old; null before the first fetch. */
    synchronized @Nullable T known() {
        return held == null ? null : held.value();
    }

    /** The document, fetched if it is not fresh; a stale one serves while fetching fails. */
    Future<T> current() {
        Promise<T> promise = Promise.promise();
        synchronized (this) {
            Instant now = clock.instant();
            if (held != null && now.isBefore(freshUntil)) {
                return Future.succeededFuture(held.value());
            }
            if (failure != null && now.isBefore(failedUntil)) {
                return staleOr(failure);
            }
            if (inFlight != null) {
                return OwnContext.of(inFlight).recover(this::staleOr);
            }
            inFlight = promise.future();
        }
        return fetch(promise).recover(this::staleOr);
    }

    /**
     * A newer document, for a caller that needs more than this one; this one is kept whatever the
     * result is. The number of fetches is bounded by {@link RetryPolicy}; if none is allowed, the
     * caller gets the current document, or the last failure while that is recent.
     */
    Future<T> newerThan(T seen) {
        Promise<T> promise = Promise.promise();
        synchronized (this) {
            Instant now = clock.instant();
            if (inFlight != null) {
                return OwnContext.of(inFlight);
            }
            if (held != null && !held.value().equals(seen)) {
                return Future.succeededFuture(held.value());
            }
            if (failure != null && now.isBefore(failedUntil)) {
                return Future.failedFuture(failure);
            }
            if (!mayFetch(now)) {
                return Future.succeededFuture(seen);
            }
            inFlight = promise.future();
        }
        return fetch(promise);
    }

    private Future<T> fetch(Promise<T> promise) {
        Future.succeededFuture()
                .compose(_ -> source.get())
                .onComplete((fetched, cause) -> settle(promise, fetched, cause));
        return OwnContext.of(promise.future());
    }

    private void settle(Promise<T> promise, @Nullable Fetched<T> fetched, Throwable cause) {
        synchronized (this) {
            inFlight = null;
            if (fetched == null) {
                failure = cause;
                failures++;
                failedUntil = clock.instant().plus(policy.pauseAfter(failures));
            } else {
                held = fetched;
                freshUntil = clock.instant().plus(fetched.freshFor());
                failure = null;
                failures = 0;
            }
        }
        if (fetched == null) {
            promise.fail(cause);
        } else {
            promise.complete(fetched.value());
        }
    }

    private synchronized Future<T> staleOr(Throwable cause) {
        return held != null && clock.instant().isBefore(freshUntil.plus(policy.stale()))
                ? Future.succeededFuture(held.value())
                : Future.failedFuture(cause);
    }

    /** Some at once, then one in each period. */
    private boolean mayFetch(Instant now) {
        if (left == policy.burst()) {
            refilled = now;
        }
        long earned = Duration.between(refilled, now).dividedBy(policy.refill());
        refilled = refilled.plus(policy.refill().multipliedBy(earned));
        left = (int) Math.min(policy.burst(), left + earned);
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }

    /**
     * A fetched document.
     *
     * @param freshFor how long it is used without asking again
     */
    record Fetched<T>(T value, Duration freshFor) {
        Fetched {
            Objects.requireNonNull(value);
        }
    }

    /**
     * How a document's source is spared.
     *
     * @param stale how long past its freshness a document serves while fetching fails
     * @param pause after a failure, how long the failure is repeated without a new attempt; it
     *     doubles with each further failure
     * @param longestPause the most that it grows to
     * @param burst how many fetches {@link CachedDocument#newerThan} may make one after the other
     * @param refill how long it takes until it may make one more
     */
    record RetryPolicy(
            Duration stale, Duration pause, Duration longestPause, int burst, Duration refill) {

        /**
         * How long to wait after the last of so many failures in a row.
         *
         * @param failures at least 1
         */
        Duration pauseAfter(int failures) {
            Duration doubled = pause.multipliedBy(1L << Math.min(failures - 1, 30));
            return doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
        }
    }
}
