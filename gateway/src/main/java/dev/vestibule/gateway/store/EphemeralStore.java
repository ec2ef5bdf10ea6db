package dev.vestibule.gateway.store;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.Function;

/**
 * Values that expire. An expired value is never returned, whether or not it has been removed yet.
 *
 * @param <V> an immutable value
 */
public interface EphemeralStore<V> {

    /** Stores the value under the key, in place of any other, for this long. */
    Future<Void> put(String key, V value, Duration timeToLive);

    /**
     * Stores the value for this long unless there is one under the key; of several callers at once
     * only one does.
     *
     * @return whether it was stored
     */
    Future<Boolean> putIfAbsent(String key, V value, Duration timeToLive);

    /** The value, or null when there is none or it has expired. */
    Future<@Nullable V> get(String key);

    /**
     * The value under the key, and the value of another store that it leads to, in one read; null
     * unless both are there. A store that does not override this needs two, and does not know how
     * long the second one still lives.
     *
     * @param next the key in the other store, which is of the same factory
     */
    default <T> Future<@Nullable Followed<V, T>> follow(
            String key, Function<V, String> next, EphemeralStore<T> other) {
        return get(key).compose(value ->
                value == null
                        ? Future.succeededFuture()
                        : other.get(next.apply(value))
                                .map(target ->
                                        target == null ? null : new Followed<>(value, target, 0)));
    }

    /**
     * A value, and the one that it leads to.
     *
     * @param left milliseconds that the target has still to live; 0 when that is unknown
     */
    record Followed<V, T>(V value, T target, long left) {}

    /** Removes the value and returns it; of several callers at once only one gets it. */
    Future<@Nullable V> take(String key);

    /**
     * Puts another value in the place of this one, for as long as that would have lived.
     *
     * @return whether it was there; when it was changed or removed meanwhile nothing happens
     */
    Future<Boolean> replace(String key, V expected, V next);

    /** Lets the value live this long from now on; without effect when there is none. */
    Future<Void> touch(String key, Duration timeToLive);
}
