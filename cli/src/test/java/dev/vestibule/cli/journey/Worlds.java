package dev.vestibule.cli.journey;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Starts the worlds of a test, and ends them when it is over, however it ended. */
final class Worlds implements AfterEachCallback {
    private final Deque<World> started = new ArrayDeque<>();

    /** Everything started, with the standard configuration. */
    World start(Path folder) {
        return start(folder, Yaml.STANDARD);
    }

    /** Everything started, with this configuration. */
    World start(Path folder, String yaml) {
        World world = World.start(folder, yaml);
        started.push(world);
        return world;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        while (!started.isEmpty()) {
            started.pop().close();
        }
    }
}
