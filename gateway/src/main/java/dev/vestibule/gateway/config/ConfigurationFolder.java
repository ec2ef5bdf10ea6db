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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/** The configuration folder, loaded: parsed and validated away from the event loop. */
public final class ConfigurationFolder {
    private final FlowConfigLoader loader = new FlowConfigLoader(Wording.keys());
    private final AtomicLong versions = new AtomicLong();
    private final ThemeFiles theme = new ThemeFiles();
    private final AtomicReference<Map<String, String>> latest = new AtomicReference<>(Map.of());
    private final AtomicLong timer = new AtomicLong(-1);
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
     * ${file:PATH}} names is read again then, and only then; a change of a file of the theme is a
     * change of the folder. A version with errors is reported after the folder has not changed for
     * a while: it may have been read during a write.
     */
    public void listen(Consumer<LoadResult> listener) {
        folder.listen(texts -> reload(listener, texts));
        if (!folder.scan().isZero()) {
            timer.set(vertx.setPeriodic(folder.scan().toMillis(), _ -> look(listener)));
        }
    }

    private void look(Consumer<LoadResult> listener) {
        vertx.executeBlocking(theme::changed, false)
                .onSuccess(changed -> {
                    if (changed) {
                        reload(listener, latest.get());
                    }
                });
    }

    private void reload(Consumer<LoadResult> listener, Map<String, String> texts) {
        long version = versions.incrementAndGet();
        loaded(texts).onSuccess(result -> tell(listener, result, version));
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
        vertx.cancelTimer(timer.get());
        return folder.close();
    }

    private Future<LoadResult> loaded(Map<String, String> texts) {
        latest.set(texts);
        return vertx.executeBlocking(() -> read(texts), true).map(Objects::requireNonNull);
    }

    private LoadResult read(Map<String, String> texts) {
        LoadResult result = loader.load(texts, folder.path(), environment);
        if (result.config() != null) {
            theme.follow(result.config().theme());
        }
        return result;
    }
}
