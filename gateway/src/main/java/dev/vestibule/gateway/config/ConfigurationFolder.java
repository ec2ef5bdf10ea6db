package dev.vestibule.gateway.config;

import dev.vestibule.flow.FlowConfigLoader;
import dev.vestibule.flow.LoadResult;
import dev.vestibule.gateway.theme.Wording;

import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The configuration folder, loaded: parsed and validated away from the event loop. */
public final class ConfigurationFolder {
    private final FailedExpressions failures = new FailedExpressions();
    private final FlowConfigLoader loader = new FlowConfigLoader(Wording.keys(), failures);
    private final AtomicLong versions = new AtomicLong();
    private final AtomicLong timer = new AtomicLong(-1);
    private final OneAtATime reloads = new OneAtATime(this::deliver);
    private final Vertx vertx;
    private final Path path;
    private final Duration scan;
    private final ConfigRetriever retriever;
    private final Function<String, @Nullable String> environment;
    private volatile ThemeFiles theme = new ThemeFiles(List.of(), List.of());
    private volatile Consumer<LoadResult> listener = _ -> {};

    /**
     * @param scan how often the folder is read; zero reads it only when {@link #reload} asks
     * @param environment the value of an environment variable, null when it is not set
     */
    public ConfigurationFolder(
            Vertx vertx, Path path, Duration scan, Function<String, @Nullable String> environment) {
        this.vertx = vertx;
        this.path = path;
        this.scan = scan;
        this.environment = environment;
        ConfigStoreOptions store =
                new ConfigStoreOptions()
                        .setType(YamlFolderStoreFactory.TYPE)
                        .setFormat("json")
                        .setConfig(
                                new JsonObject()
                                        .put(YamlFolderStoreFactory.FOLDER, path.toString()));
        long period = scan.isZero() ? -1 : scan.toMillis();
        this.retriever =
                ConfigRetriever.create(
                        vertx, new ConfigRetrieverOptions().addStore(store).setScanPeriod(period));
    }

    /** Hears of the expressions that fail in any version. */
    public FailedExpressions failures() {
        return failures;
    }

    /** What the folder holds now. */
    public Future<LoadResult> load() {
        return retriever
                .getConfig()
                .compose(files -> vertx.executeBlocking(() -> read(texts(files)), true))
                .map(Objects::requireNonNull);
    }

    /**
     * Calls the listener with what the folder holds after each change, on a thread that may block.
     * A file that a {@code ${file:PATH}} names is read again then; a change of a file of the theme
     * is a change of the folder. A version with errors is reported after the folder has not changed
     * for a while: it may have been read during a write.
     */
    public void listen(Consumer<LoadResult> changes) {
        listener = changes;
        retriever.listen(_ -> reload());
        if (!scan.isZero()) {
            timer.set(vertx.setPeriodic(scan.toMillis(), _ -> look()));
        }
    }

    /**
     * Reads the folder now and calls the listener, also when nothing has changed. However often
     * this is called, one read is in progress and one waits.
     */
    public void reload() {
        reloads.ask();
    }

    private void look() {
        vertx.executeBlocking(this::themeChanged, false)
                .onSuccess(changed -> {
                    if (changed) {
                        reload();
                    }
                });
    }

    private Future<Void> deliver() {
        long version = versions.incrementAndGet();
        return load().compose(result -> {
            if (result.config() != null) {
                return tell(result);
            }
            long settled = scan.plus(scan.dividedBy(2)).toMillis();
            vertx.setTimer(Math.max(1, settled), _ -> tellIfLatest(result, version));
            return Future.succeededFuture();
        });
    }

    private void tellIfLatest(LoadResult result, long version) {
        if (versions.get() == version) {
            tell(result);
        }
    }

    private Future<Void> tell(LoadResult result) {
        return vertx.executeBlocking(Executors.callable(() -> listener.accept(result)), true)
                .mapEmpty();
    }

    /** Looks no more. */
    public Future<Void> close() {
        vertx.cancelTimer(timer.get());
        return retriever.close();
    }

    private LoadResult read(Map<String, String> texts) {
        LoadResult result = loader.load(texts, path, environment);
        if (result.config() != null) {
            theme = ThemeFiles.now(result.config().theme().files());
        }
        return result;
    }

    /** Whether a file of the theme has changed since it was read, or since this was asked. */
    private boolean themeChanged() {
        ThemeFiles before = theme;
        theme = ThemeFiles.now(before.files());
        return !theme.equals(before);
    }

    /** The text of every file, by its name. */
    private static Map<String, String> texts(JsonObject delivered) {
        return delivered
                .getJsonObject(YamlFolderStoreFactory.YamlFolderStore.FILES, new JsonObject())
                .stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, file -> (String) file.getValue()));
    }

    /** The files that a theme was read from, as they were at one time. */
    private record ThemeFiles(List<Path> files, List<String> stamps) {
        static ThemeFiles now(List<Path> files) {
            return new ThemeFiles(files, files.stream().map(ThemeFiles::stamp).toList());
        }

        private static String stamp(Path file) {
            try {
                return Files.getLastModifiedTime(file) + " " + Files.size(file);
            } catch (IOException missing) {
                return "";
            }
        }
    }
}
