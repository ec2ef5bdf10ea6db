package dev.vestibule.demo.realapps;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vestibule.demo.testkit.RealComponents;
import dev.vestibule.demo.testkit.RunningProgram;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The applications that npm has, in the versions of {@code realapps/package-lock.json}. They are
 * installed once into the user's cache, and never into the source tree.
 */
final class NpmApps {
    private static final Path SOURCE = Path.of("src", "test", "resources", "realapps");
    private static final List<String> FILES = List.of("package.json", "package-lock.json");
    private static final List<String> INSTALL =
            List.of("npm", "ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund");

    private NpmApps() {}

    /**
     * The folder of their commands; without npm, or without a network when they are not installed
     * yet, the test is skipped, and fails in CI.
     */
    static Path commands() throws IOException, InterruptedException {
        RealComponents.requireProgram("npm");
        Path folder = folder();
        Files.createDirectories(folder);
        try (FileChannel channel =
                        FileChannel.open(
                                folder.resolve("lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            if (!Files.exists(folder.resolve("complete"))) {
                install(folder);
            }
        }
        return folder.resolve("node_modules").resolve(".bin");
    }

    private static void install(Path folder) throws IOException, InterruptedException {
        for (String file : FILES) {
            Files.write(folder.resolve(file), Files.readAllBytes(SOURCE.resolve(file)));
        }
        // npm finds its own settings, such as another registry, in the user's home folder.
        Map<String, String> home = Map.of("HOME", System.getProperty("user.home"));
        try (RunningProgram npm = RunningProgram.start("npm-ci", INSTALL, folder, home)) {
            npm.awaitSuccess();
            Files.createFile(folder.resolve("complete"));
        } catch (AssertionError failed) {
            RealComponents.require(false, "The applications are not installed: " + failed);
        }
    }

    private static Path folder() throws IOException {
        Path cache =
                Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                        .map(Path::of)
                        .orElse(Path.of(System.getProperty("user.home"), ".cache"));
        String version =
                UUID.nameUUIDFromBytes(
                                String.join("", read("package.json"), read("package-lock.json"))
                                        .getBytes(UTF_8))
                        .toString();
        return cache.resolve("vestibule-apps").resolve(version).toAbsolutePath();
    }

    private static String read(String file) throws IOException {
        return Files.readString(SOURCE.resolve(file));
    }
}
