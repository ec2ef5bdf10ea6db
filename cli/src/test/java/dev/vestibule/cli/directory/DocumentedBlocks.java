package dev.vestibule.cli.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The fenced blocks of a page that have a name in a comment above them, so that page and test
 * cannot say different things.
 */
record DocumentedBlocks(Map<String, String> byName) {
    private static final String FENCE = "```";

    /**
     * Reads a page.
     *
     * @param topic the word before the name in the comments
     */
    static DocumentedBlocks of(Path page, String topic) throws IOException {
        List<String> lines = Files.readAllLines(page);
        Map<String, String> blocks = new HashMap<>();
        for (int line = 0; line < lines.size(); line++) {
            String text = lines.get(line).strip();
            String start = "<!-- " + topic + ": ";
            if (text.startsWith(start)) {
                String name = text.substring(start.length(), text.length() - " -->".length());
                blocks.put(name, block(lines, line + 1));
            }
        }
        return new DocumentedBlocks(blocks);
    }

    private static String block(List<String> lines, int fence) {
        int indent = lines.get(fence).indexOf(FENCE);
        if (indent < 0) {
            throw new IllegalArgumentException("No block in line " + (fence + 1));
        }
        return lines.subList(fence + 1, lines.size()).stream()
                .takeWhile(line -> !line.strip().equals(FENCE))
                .map(line -> line.isBlank() ? "" : line.substring(indent))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    String named(String name) {
        return Objects.requireNonNull(byName.get(name), "the page has no block " + name);
    }
}
