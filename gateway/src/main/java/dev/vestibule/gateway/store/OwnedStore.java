package dev.vestibule.gateway.store;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A store in which every value has an owner, and an owner has so many values at most: the owner's
 * next value replaces the oldest of them, and never that of another owner.
 */
public record OwnedStore<V>(EphemeralStore<V> values, EphemeralStore<String> keys, Limit limit) {
    private static final char BETWEEN = ' ';
    private static final String SPACE = String.valueOf(BETWEEN);

    /**
     * @param most values of one owner
     * @param longest the longest life of a value
     */
    public record Limit(int most, Duration longest) {}

    /**
     * Opens the store, and one for what each owner has.
     *
     * @param lists the part of the memory for the latter
     */
    public static <V> OwnedStore<V> open(
            StoreFactory stores, StoreKind<V> kind, StoreKind.Part lists, Limit limit) {
        StoreKind<String> keys =
                new StoreKind<>(kind.name() + "-owners", lists, String.class, OwnedStore::bytes);
        return new OwnedStore<>(stores.open(kind), stores.open(keys), limit);
    }

    /**
     * Stores the value for this long.
     *
     * @param key without a space
     */
    public Future<Void> put(String owner, String key, V value, Duration timeToLive) {
        // The value comes first: what is noted can give way at any time, and then goes with its
        // value.
        return values.put(key, value, timeToLive)
                .compose(_ -> noted(owner, key))
                .recover(full -> take(key).compose(_ -> Future.failedFuture(full)));
    }

    /** The value, or null when there is none or it has expired. */
    public Future<@Nullable V> get(String key) {
        return values.get(key);
    }

    /** Removes the value and returns it; of several callers at once only one gets it. */
    public Future<@Nullable V> take(String key) {
        return values.take(key);
    }

    /**
     * The same for a value that names its owner.
     *
     * @param owner of the value
     */
    public Future<@Nullable V> taken(String key, Function<V, String> owner) {
        return take(key)
                .compose(value ->
                        value == null
                                ? Future.succeededFuture()
                                : forget(owner.apply(value), key).map(value));
    }

    /** See {@link EphemeralStore#follow}. */
    public <T> Future<EphemeralStore.@Nullable Followed<V, T>> follow(
            String key, Function<V, String> next, EphemeralStore<T> other) {
        return values.follow(key, next, other);
    }

    /** The keys of the owner's values, the oldest first; some of the values may be gone. */
    public Future<List<String>> keys(String owner) {
        return keys.get(owner)
                .map(known -> known == null ? List.of() : List.of(known.split(SPACE)));
    }

    /** The owner has no such value any more. */
    public Future<Void> forget(String owner, String key) {
        return keys.get(owner)
                .compose(known -> {
                    if (known == null || known.equals(key)) {
                        return keys.take(owner).mapEmpty();
                    }
                    List<String> left = new ArrayList<>(List.of(known.split(SPACE)));
                    return left.remove(key)
                            ? keys.replace(owner, known, String.join(SPACE, left)).mapEmpty()
                            : Future.succeededFuture();
                });
    }

    /** The only key of an owner is the very text that the value is stored under. */
    private static long bytes(String keys) {
        return keys.indexOf(BETWEEN) < 0 ? 0 : HeapSize.of(keys);
    }

    private Future<Void> noted(String owner, String key) {
        return keys.get(owner)
                .compose(known ->
                        known == null
                                ? keys.putIfAbsent(owner, key, limit.longest())
                                : keys.replace(owner, known, next(known, key)))
                // Another caller was faster: try again with what remains.
                .compose(done -> done ? keys.touch(owner, limit.longest()) : noted(owner, key));
    }

    /** The keys with this one; those that are too many are removed. */
    private String next(String known, String key) {
        String all = known + BETWEEN + key;
        long surplus = all.chars().filter(c -> c == BETWEEN).count() + 1 - limit.most();
        for (; surplus > 0; surplus--) {
            int end = all.indexOf(BETWEEN);
            values.take(all.substring(0, end));
            all = all.substring(end + 1);
        }
        return all;
    }
}
