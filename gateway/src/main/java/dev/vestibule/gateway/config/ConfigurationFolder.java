package dev.vestibule.gateway.config;

import dev.vestibule.flow.FlowConfigLoader;
import dev.vestibule.flow.LoadResult;
import dev.vestibule.gateway.theme.Wording;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/** The configuration folder, loaded: parsed and validated away from the event loop. */
public final class ConfigurationFolder {
    private final FlowConfigLoader loader = new FlowConfigLoader(Wording.keys());
    private final AtomicLong versions = new AtomicLong();
    private final Vertx vertx;
    private final YamlFolder folder;
    private final Function<String, @Nullable String> environment;

    /**
     * @param environment the value of an environment variable, null when it is not set
     */
    public ConfigurationFolder(
            Vertx vertx, YamlFolder folder, Function<String, @Nullable String> environment) {
        this.vertx = vertx;
        this.folder = folder;
        this.environment = environment;
    }

    /** What the folder holds now; fails when it cannot be read. */
    public Future<LoadResult> load() {
        return folder.read().compose(this::loaded);
    }

    /**
     * Calls the listener with what the folder holds after each change. A file that a {@code
     * ${file:PATH}} names is read again then, and only then. A version with errors is reported
     * after the folder has not changed for a while: it may have been read during a write.
     */
    public void listen(Consumer<LoadResult> listener) {
        folder.listen(texts -> {
            long version = versions.incrementAndGet();
            loaded(texts).onSuccess(result -> tell(listener, result, version));
        });
    }

    private void tell(Consumer<LoadResult> listener, LoadResult result, long version) {
        if (result.config() != null) {
            listener.accept(result);
            return;
        }
        long settled = folder.scan().plus(folder.scan().dividedBy(2)).toMillis();
        vertx.setTimer(
                Math.max(1, settled),
                _ -> {
                    if (versions.get() == version) {
                        listener.accept(result);
                    }
                });
    }

    /** Looks no more. */
    public Future<Void> close() {
        return folder.close();
    }

    private Future<LoadResult> loaded(Map<String, String> texts) {
        return vertx.executeBlocking(() -> loader.load(texts, folder.path(), environment), true)
                .map(Objects::requireNonNull);
    }
}
