import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Checks or applies google-java-format (AOSP style) below a folder.
 *
 * <p>A program of its own, because the formatter parses with the JDK that it runs on, and Maven may
 * run on one that is older than the sources. It remembers the digests of what it found well
 * formatted, so that a build looks only at what is new.
 */
public final class Format {
    private static final Formatter FORMATTER =
            new Formatter(JavaFormatterOptions.builder().style(Style.AOSP).build());

    private Format() {}

    public static void main(String[] arguments) throws Exception {
        boolean apply = arguments[0].equals("apply");
        Path root = Path.of(arguments[1]);
        Path memory = root.resolve("target/tools/formatted.txt");
        Set<String> known =
                Files.exists(memory) ? Set.copyOf(Files.readAllLines(memory)) : Set.of();
        Set<String> formatted = new TreeSet<>();
        List<Path> unformatted = new ArrayList<>();
        for (Path file : sources(root)) {
            String text = Files.readString(file);
            String wanted = known.contains(digest(text)) ? text : format(text);
            if (!wanted.equals(text)) {
                unformatted.add(file);
                if (apply) {
                    Files.writeString(file, wanted);
                }
            }
            formatted.add(digest(wanted));
        }
        Files.write(memory, formatted);
        if (!apply && !unformatted.isEmpty()) {
            unformatted.forEach(file -> System.err.println("not formatted: " + file));
            System.err.println("Run: mvn -N validate -Dformat=apply");
            System.exit(1);
        }
    }

    private static String digest(String text) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        return HexFormat.of().formatHex(hash);
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
