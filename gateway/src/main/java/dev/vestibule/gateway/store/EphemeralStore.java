package dev.vestibule.gateway.store;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

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
