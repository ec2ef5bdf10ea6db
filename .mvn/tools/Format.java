import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks or applies google-java-format (AOSP style) below a folder.
 *
 * <p>A program of its own, because the formatter parses with the JDK that it runs on, and Maven may
 * run on one that is older than the sources.
 */
public final class Format {
    private static final Formatter FORMATTER =
            new Formatter(JavaFormatterOptions.builder().style(Style.AOSP).build());

    private Format() {}

    public static void main(String[] arguments) throws Exception {
        boolean apply = arguments[0].equals("apply");
        List<Path> unformatted = new ArrayList<>();
        for (Path file : sources(Path.of(arguments[1]))) {
            String text = Files.readString(file);
            String formatted = format(text);
            if (!formatted.equals(text)) {
                unformatted.add(file);
                if (apply) {
                    Files.writeString(file, formatted);
                }
            }
        }
        if (!apply && !unformatted.isEmpty()) {
            unformatted.forEach(file -> System.err.println("not formatted: " + file));
            System.err.println("Run: mvn validate -Dformat=apply");
            System.exit(1);
        }
    }

    private static String format(String text) throws Exception {
        String tidy =
                ImportOrderer.reorderImports(
                        RemoveUnusedImports.removeUnusedImports(text), Style.AOSP);
        return FORMATTER.formatSource(tidy);
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }
}
