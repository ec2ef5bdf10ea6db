package dev.vestibule.cli.directory;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/**
 * The command line as it is tested here, in a folder that runs on another machine: a Java runtime,
 * the classes and libraries of this test, and {@code vestibule} to start them.
 */
record CommandImage(Path folder) {
    private static final String MODULES = "java.se,jdk.unsupported,jdk.management";

    /** What only tests need stays here. */
    private static final Pattern OF_TESTS =
            Pattern.compile(
                    "test-classes|tests\\.jar|junit|jqwik|assertj|testcontainers|docker-java");

    /** Where {@link #folder} has to be copied to. */
    static final String TARGET = "/opt/vestibule";

    static CommandImage make(Path folder) throws IOException {
        runtime(folder.resolve("java"));
        List<String> classPath = new ArrayList<>();
        for (String entry : classPath()) {
            String name = "lib/" + classPath.size();
            Path source = Path.of(entry);
            if (Files.isDirectory(source)) {
                copy(source, folder.resolve(name));
            } else if (Files.exists(source)) {
                name += ".jar";
                Files.createDirectories(folder.resolve("lib"));
                Files.copy(source, folder.resolve(name));
            }
            classPath.add(TARGET + "/" + name);
        }
        Path start = folder.resolve("vestibule");
        Files.writeString(
                start,
                """
                #!/bin/sh
                exec %s/java/bin/java -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \\
                    --sun-misc-unsafe-memory-access=allow -cp %s dev.vestibule.cli.Main "$@"
                """
                        .formatted(TARGET, String.join(":", classPath)));
        if (!start.toFile().setExecutable(true)) {
            throw new IOException(start + " cannot be made executable");
        }
        return new CommandImage(folder);
    }

    /** Surefire may start with a jar that names the others. */
    private static List<String> classPath() {
        String whole =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return List.of(whole.split(File.pathSeparator)).stream()
                .filter(entry -> !entry.isEmpty() && !OF_TESTS.matcher(entry).find())
                .toList();
    }

    private static void runtime(Path target) {
        ToolProvider linker = ToolProvider.findFirst("jlink").orElseThrow();
        int code =
                linker.run(
                        System.out,
                        System.err,
                        "--add-modules",
                        MODULES,
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--generate-cds-archive",
                        "--output",
                        target.toString());
        if (code != 0) {
            throw new IllegalStateException("jlink ends with " + code);
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        try (var files = Files.walk(source)) {
            files.forEach(file -> {
                try {
                    Path to = target.resolve(source.relativize(file).toString());
                    Files.createDirectories(
                            Files.isDirectory(file) ? to : Objects.requireNonNull(to.getParent()));
                    if (Files.isRegularFile(file)) {
                        Files.copy(file, to);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
