package dev.vestibule.demo.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the documentation or a part of one, for suites that run its blocks as they stand. */
public record DocsPage(String name, String text) {
    /** The page of {@code docs} with this file name. */
    public static DocsPage of(String file) {
        try {
            return new DocsPage(file, Files.readString(Path.of("..", "docs", file)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What is below this heading, up to the next one of its level. */
    public DocsPage section(String heading) {
        Matcher found =
                Pattern.compile("(?ms)^## " + Pattern.quote(heading) + "\n(.*?)(?=^## |\\z)")
                        .matcher(text);
        if (!found.find()) {
            throw new AssertionError("no heading " + heading + " in " + name);
        }
        return new DocsPage(name + "#" + heading, found.group(1));
    }

    /** The first block that is written in this language. */
    public String block(String language) {
        List<String> blocks = blocks(language);
        if (blocks.isEmpty()) {
            throw new AssertionError("no block for " + language + " in " + name);
        }
        return blocks.getFirst();
    }

    /** The blocks that are written in this language. */
    public List<String> blocks(String language) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .toList();
    }
}
