package dev.vestibule.flow;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A block of YAML of a page.
 *
 * @param page relative to the root of the project
 * @param line of the page where its text begins, from 1
 * @param before the block of the same page that is before it; null for the first
 */
record DocumentedBlock(String page, int line, String text, @Nullable DocumentedBlock before) {
    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK =
            Pattern.compile("(?ms)^(?<indent> *)```ya?ml *\n(?<text>.*?)^ *```");

    static List<DocumentedBlock> all() throws IOException {
        List<DocumentedBlock> all = new ArrayList<>(of(ROOT.resolve("README.md")));
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            for (Path page :
                    files.filter(file -> file.toString().endsWith(".md")).sorted().toList()) {
                all.addAll(of(page));
            }
        }
        return all;
    }

    private static List<DocumentedBlock> of(Path page) throws IOException {
        String markdown = Files.readString(page);
        List<DocumentedBlock> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(markdown);
        while (matcher.find()) {
            blocks.add(
                    new DocumentedBlock(
                            ROOT.relativize(page).toString(),
                            (int) markdown.substring(0, matcher.start("text")).lines().count() + 1,
                            matcher.group("text").replaceAll("(?m)^" + matcher.group("indent"), ""),
                            blocks.isEmpty() ? null : blocks.getLast()));
        }
        return blocks;
    }

    String name() {
        return page + ": " + text.lines().findFirst().orElse("").strip();
    }

    @Override
    public String toString() {
        return page + ":" + line;
    }
}
