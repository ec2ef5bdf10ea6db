package dev.vestibule.cli.terminal;

import dev.vestibule.flow.FlowConfigLoader;
import dev.vestibule.flow.LoadResult;
import dev.vestibule.gateway.StartFailure;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** A folder of YAML as commands beside the gateway read it: once, and only without errors. */
public final class ValidFolder {
    private ValidFolder() {}

    /**
     * The configuration, which is not null, and its warnings.
     *
     * @throws StartFailure when there is no such folder, or it has problems
     */
    public static LoadResult load(Path folder) {
        return load(folder, _ -> null);
    }

    /** The same with the replacement for a secret that cannot be read, by its path in the YAML. */
    public static LoadResult load(Path folder, Function<String, @Nullable String> standIns) {
        if (!Files.isDirectory(folder)) {
            throw StartFailure.noFolder(folder);
        }
        LoadResult result = new FlowConfigLoader().load(folder, standIns);
        if (result.config() == null) {
            throw StartFailure.of(result.report());
        }
        return result;
    }
}
