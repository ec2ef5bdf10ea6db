package dev.vestibule.flow.example;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The examples of flows, by their names. */
public final class Examples {
    private static final String REMARK = "# ";

    private Examples() {}

    /**
     * One example.
     *
     * @param name by which {@code init} knows it
     * @param text a whole configuration with its tests, as YAML
     */
    public record Example(String name, String text) {
        /** What it shows, in a sentence. */
        public String meaning() {
            return text.lines()
                    .skip(1)
                    .filter(line -> line.startsWith(REMARK))
                    .map(line -> line.substring(REMARK.length()))
                    .findFirst()
                    .orElse("");
        }
    }

    /** All of them, by name. */
    public static List<Example> all() {
        return read("examples.txt").lines().map(Examples::example).toList();
    }

    /** The example with this name. */
    public static Optional<Example> named(String name) {
        return all().stream().filter(example -> example.name().equals(name)).findFirst();
    }

    private static Example example(String name) {
        return new Example(name, read(name + ".yaml"));
    }

    private static String read(String file) {
        try (InputStream stream = Examples.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("no example " + file);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
