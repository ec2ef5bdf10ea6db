package dev.vestibule.gateway.config;

import io.vertx.config.spi.ConfigStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The {@code *.yaml} files of a folder, delivered raw: their lines and columns are what problems
 * are reported by, so that nothing but our own loader may parse them.
 */
final class YamlFolderStore implements ConfigStore {
    static final String FILES = "files";

    private static final String SUFFIX = ".yaml";

    private final Vertx vertx;
    private final Path folder;

    YamlFolderStore(Vertx vertx, Path folder) {
        this.vertx = vertx;
        this.folder = folder;
    }

    @Override
    public Future<Buffer> get() {
        return vertx.executeBlocking(this::texts, false)
                .map(texts -> new JsonObject().put(FILES, texts).toBuffer());
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }

    private JsonObject texts() throws IOException {
        JsonObject texts = new JsonObject();
        for (Path file : files()) {
            texts.put(file.getFileName().toString(), Files.readString(file));
        }
        return texts;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(YamlFolderStore::isYaml).sorted().toList();
        }
    }

    private static boolean isYaml(Path file) {
        Path name = file.getFileName();
        return name != null && name.toString().endsWith(SUFFIX) && Files.isRegularFile(file);
    }
}
