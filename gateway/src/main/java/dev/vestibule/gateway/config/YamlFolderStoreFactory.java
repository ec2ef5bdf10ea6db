package dev.vestibule.gateway.config;

import io.vertx.config.spi.ConfigStore;
import io.vertx.config.spi.ConfigStoreFactory;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

import java.nio.file.Path;

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
}
