package dev.vestibule.cli.terminal;

import dev.vestibule.flow.FlowConfigLoader;
import dev.vestibule.flow.LoadResult;
import dev.vestibule.gateway.StartFailure;

import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of YAML as commands beside the gateway read it: once, and only without errors. */
public final class ValidFolder {
    private ValidFolder() {}

    /**
     * The configuration, which is not null, and its warnings.
     *
     * @throws StartFailure when there is no such folder, or it has problems
     */
    public static LoadResult load(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw StartFailure.noFolder(folder);
        }
        LoadResult result = new FlowConfigLoader().load(folder);
        if (result.config() == null) {
            throw StartFailure.of(result.report());
        }
        return result;
    }
}
