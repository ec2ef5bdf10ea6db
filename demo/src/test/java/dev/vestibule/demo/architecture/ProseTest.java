package dev.vestibule.demo.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Texts have no word that is hard to understand: pages of documentation, message bundles,
 * templates, and the comments and texts of main code.
 */
final class ProseTest {
    private static final Path ROOT = Path.of("..");
    private static final List<String> NOT_OURS = List.of("target", ".git", "node_modules");

    /** A word or phrase, and what to write instead. */
    private static final Map<String, String> INSTEAD =
            Map.ofEntries(
                    Map.entry("whom", "a sentence with the user as its subject"),
                    Map.entry("somebody", "a user, another user, an administrator"),
                    Map.entry("anybody", "any user"),
                    Map.entry("everybody", "every user"),
                    Map.entry("anew", "again"),
                    Map.entry("as it seems", "appears to"),
                    Map.entry("once more", "again"),
                    Map.entry("all the same", "nevertheless, or nothing"),
                    Map.entry("takes? back", "undoes, re-enables"),
                    Map.entry("gets? in", "signs in, is admitted"),
                    Map.entry("lets? (?:\\w+ )?in", "admits, accepts the bind"),
                    Map.entry("nobody is asked", "the page does not ask"),
                    Map.entry("whoever", "the user, the caller, the reader"),
                    Map.entry("what is ours", "the gateway's records"),
                    Map.entry("as ever", "as usual"),
                    Map.entry(word("people"), "users, accounts"),
                    Map.entry(word("persons?"), "a user"),
                    Map.entry("(?<!hostmaster,? )nobody", "no user, no other account, none"),
                    Map.entry("stands?(?![ -]in\\b)", "is, has its place, means"),
                    Map.entry("(?:not|would|addresses) counts?", "is not used"),
                    Map.entry("counts? (?:as|for|up)", "is, is used as, increases"));

    private static final Pattern REFUSED =
            Pattern.compile(
                    "\\b(?:" + String.join("|", INSTEAD.keySet()) + ")\\b",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern CODE_OF_MARKDOWN =
            Pattern.compile("(?ms)^ *```.*?^ *```|`[^`\n]*`|\\]\\([^)]*\\)");
    private static final Pattern CODE_OF_TEMPLATE =
            Pattern.compile("(?s)\\$\\{.*?}|<[^>]*>|^@.*?$");
    private static final Pattern TEXT_OF_JAVA =
            Pattern.compile(
                    "(?s)(?<text>/\\*.*?\\*/|//[^\n]*|\"\"\".*?\"\"\"|\"(?:[^\"\\\\\n]|\\\\.)*\")"
                            + "|'(?:[^'\\\\\n]|\\\\.)+'");

    /** Also the first cell of a row of keys, which is the key as the YAML writes it. */
    private static final Pattern CODE_OF_COMMENT =
            Pattern.compile("\\{@(?:code|link)[^}]*}|(?m:^ *[|] [a-z_-]+ [|])");

    /** A word of texts that is also the name of a key, a container or a class of the directory. */
    private static String word(String word) {
        return "(?<![-=.<\"+]|ou=|@param )" + word + "(?![->:;\"+%])";
    }

    @Test
    void pagesOfDocumentationHaveNone() throws IOException {
        List<Path> pages = files(".md");

        assertThat(pages).hasSizeGreaterThan(20);
        assertThat(found(pages, text -> CODE_OF_MARKDOWN.matcher(text).replaceAll(" "))).isEmpty();
    }

    @Test
    void messagesAndTemplatesHaveNone() throws IOException {
        List<Path> texts = new ArrayList<>(files(".properties"));
        texts.addAll(files(".jte"));

        assertThat(texts).hasSizeGreaterThan(10);
        assertThat(found(texts, text -> CODE_OF_TEMPLATE.matcher(text).replaceAll(" "))).isEmpty();
    }

    @Test
    void commentsAndTextsOfMainCodeHaveNone() throws IOException {
        List<Path> sources =
                files(".java").stream().filter(file -> file.toString().contains("/main/")).toList();

        assertThat(sources).hasSizeGreaterThan(200);
        assertThat(found(sources, ProseTest::textOfJava)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whom it admits",
                "Somebody signs in.",
                "asks\n * once more",
                "lets nobody in",
                "asks people",
                "the person's account",
                "the proxy stands before it",
                "counts as verified",
                "nobody else has it"
            })
    void aRefusedWordIsFound(String text) {
        assertThat(refused(textOfJava("/* " + text + " */ int x;"))).hasSize(1);
    }

    @Test
    void codeIsNoText() {
        assertThat(refused(textOfJava("int anew = f('\"', anew); // {@code whom}"))).isEmpty();
        assertThat(refused(textOfJava("f(\"people\", \"ou=people\", \"same-person\");"))).isEmpty();
        String row =
                "\"\"\"\n        | people | `ou=people` | the container of %s.\n        \"\"\"";
        assertThat(refused(textOfJava(row.formatted("accounts")))).isEmpty();
        assertThat(refused(textOfJava(row.formatted("people")))).hasSize(1);
    }

    private static List<String> found(List<Path> files, Reading reading) throws IOException {
        List<String> all = new ArrayList<>();
        for (Path file : files) {
            refused(reading.text(Files.readString(file)))
                    .forEach(word -> all.add(ROOT.relativize(file) + ": " + word));
        }
        return all;
    }

    /** Takes from a file what users read. */
    private interface Reading {
        String text(String file);
    }

    private static List<String> refused(String text) {
        String line = text.replaceAll("\\s*\n[ */]*", " ");
        return REFUSED.matcher(line)
                .results()
                .map(match -> around(line, match.start(), match.end()))
                .toList();
    }

    private static String around(String line, int start, int end) {
        return "…"
                + line.substring(Math.max(0, start - 40), Math.min(line.length(), end + 40))
                + "…";
    }

    private static String textOfJava(String source) {
        return TEXT_OF_JAVA
                .matcher(source)
                .results()
                .map(match -> match.group())
                .map(text -> CODE_OF_COMMENT.matcher(text).replaceAll(" "))
                .collect(Collectors.joining("\n"));
    }

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(file -> file.toString().endsWith(ending))
                    .filter(ProseTest::ours)
                    .toList();
        }
    }

    private static boolean ours(Path file) {
        for (Path part : file) {
            if (NOT_OURS.contains(part.toString())) {
                return false;
            }
        }
        return true;
    }
}
