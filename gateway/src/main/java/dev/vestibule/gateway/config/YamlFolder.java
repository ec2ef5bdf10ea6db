package dev.vestibule.gateway.config;

import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The configuration folder: the text of its files now, and again after every change. */
public final class YamlFolder {
    private final Path path;
    private final Duration scan;
    private final ConfigRetriever retriever;

    /**
     * @param scan how often the folder is read; zero reads it once
     */
    public YamlFolder(Vertx vertx, Path path, Duration scan) {
        this.path = path;
        this.scan = scan;
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

    /** Where the folder is. */
    public Path path() {
        return path;
    }

    /** How often the folder is looked at. */
    Duration scan() {
        return scan;
    }

    /** The text of every file, by its name; fails when the folder cannot be read. */
    public Future<Map<String, String>> read() {
        return retriever.getConfig().map(YamlFolder::texts);
    }

    /**
     * Calls the listener with every text after each change: edited, new and removed files alike.
     */
    public void listen(Consumer<Map<String, String>> listener) {
        retriever.listen(change -> listener.accept(texts(change.getNewConfiguration())));
    }

    /** Looks no more. */
    public Future<Void> close() {
        return retriever.close();
    }

    private static Map<String, String> texts(JsonObject delivered) {
        Map<String, String> texts = new HashMap<>();
        JsonObject files =
                delivered.getJsonObject(
                        YamlFolderStoreFactory.YamlFolderStore.FILES, new JsonObject());
        files.forEach(file -> texts.put(file.getKey(), (String) file.getValue()));
        return Map.copyOf(texts);
    }
}
