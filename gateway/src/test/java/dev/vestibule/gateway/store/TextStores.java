package dev.vestibule.gateway.store;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/** Stores that keep nothing but text, as a server that several nodes share would. */
public final class TextStores implements StoreFactory {
    private final StoreFactory stores;
    private final JsonCodec codec = new JsonCodec(List.of());

    /** Keeps the texts in these stores. */
    public TextStores(StoreFactory stores) {
        this.stores = stores;
    }

    @Override
    public <V> EphemeralStore<V> open(StoreKind<V> kind) {
        EphemeralStore<String> texts =
                stores.open(new StoreKind<>(kind.name(), kind.part(), String.class));
        return new EphemeralStore<>() {
            @Override
            public Future<Void> put(String key, V value, Duration timeToLive) {
                return texts.put(key, codec.write(value), timeToLive);
            }

            @Override
            public Future<Boolean> putIfAbsent(String key, V value, Duration timeToLive) {
                return texts.putIfAbsent(key, codec.write(value), timeToLive);
            }

            @Override
            public Future<@Nullable V> get(String key) {
                return texts.get(key).map(this::read);
            }

            @Override
            public Future<@Nullable V> take(String key) {
                return texts.take(key).map(this::read);
            }

            @Override
            public Future<Boolean> replace(String key, V expected, V next) {
                return texts.get(key)
                        .compose(text ->
                                text != null && expected.equals(read(text))
                                        ? texts.replace(key, text, codec.write(next))
                                        : Future.succeededFuture(false));
            }

            @Override
            public Future<Void> touch(String key, Duration timeToLive) {
                return texts.touch(key, timeToLive);
            }

            private @Nullable V read(@Nullable String text) {
                return text == null ? null : codec.read(text, kind.type());
            }
        };
    }
}
