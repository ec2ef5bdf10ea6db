package dev.vestibule.gateway.config;

import dev.vestibule.flow.FlowConfigLoader;

import io.vertx.config.spi.ConfigStore;
import io.vertx.config.spi.ConfigStoreFactory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Makes {@link YamlFolderStore}s for vertx-config, which finds it with the service loader. */
public final class YamlFolderStoreFactory implements ConfigStoreFactory {
    static final String TYPE = "vestibule-yaml-folder";
    static final String FOLDER = "folder";

    @Override
    public String name() {
        return TYPE;
    }

    @Override
    public ConfigStore create(Vertx vertx, JsonObject configuration) {
        return new YamlFolderStore(vertx, Path.of(configuration.getString(FOLDER)));
    }

    /**
     * The {@code *.yaml} and {@code *.yml} files of a folder, delivered raw: problems are reported
     * with their lines and columns, so only our own loader may parse them.
     */
    record YamlFolderStore(Vertx vertx, Path folder) implements ConfigStore {
        static final String FILES = "files";

        /**
         * No YAML may hold this character (YAML 1.2.2, section 5.1), so the loader reports the
         * file.
         */
        private static final String UNREADABLE = "\uFFFE";

        @Override
        public Future<Buffer> get() {
            return vertx.executeBlocking(this::texts, false)
                    .map(texts -> new JsonObject().put(FILES, texts).toBuffer());
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }

        private JsonObject texts() {
            JsonObject texts = new JsonObject();
            for (Path file : files()) {
                texts.put(file.getFileName().toString(), text(file));
            }
            return texts;
        }

        /** A folder that is gone or cannot be read is reported as one without files. */
        private List<Path> files() {
            try (Stream<Path> entries = Files.list(folder)) {
                return entries.filter(YamlFolderStore::isYaml).sorted().toList();
            } catch (IOException | UncheckedIOException unreadable) {
                return List.of();
            }
        }

        /**
         * One file that cannot be read must not prevent problems of the others from being reported.
         */
        private static String text(Path file) {
            try {
                return Files.size(file) > FlowConfigLoader.LARGEST
                        ? UNREADABLE
                        : Files.readString(file);
            } catch (IOException unreadable) {
                return UNREADABLE;
            }
        }

        private static boolean isYaml(Path file) {
            String name = String.valueOf(file.getFileName());
            return (name.endsWith(".yaml") || name.endsWith(".yml"))
                    && !name.startsWith(".")
                    && Files.isRegularFile(file);
        }
    }
}
