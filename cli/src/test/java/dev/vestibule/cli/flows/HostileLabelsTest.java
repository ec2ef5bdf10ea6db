package dev.vestibule.cli.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;

/**
 * Texts of the configuration that look like markup, syntax of a diagram, commands to a terminal or
 * writing in the other direction: in everything that a command prints they are text.
 */
final class HostileLabelsTest {
    private static final String FILES =
            """
            gateway: { url: "https://login.example.org" }
            directory: { url: "ldaps://nowhere.invalid", bind: { dn: "cn=v", password: "${env:NOT_SET}" }, base: "dc=example,dc=org", people: ou=people, groups: ou=groups }
            connections:
              corp: { type: oidc, title: TEXT, issuer: "https://nowhere.invalid", client-id: v, client-secret: "${file:/not/there}", provisioning: { enabled: true } }
            flows:
              staff:
                steps:
                  - { id: first, authenticate: [corp, password] }
                  - { deny: TEXT, when: CEL }
                  - { id: second, authenticate: totp, when: CEL }
            apps: { wiki: { title: TEXT, upstream: "http://127.0.0.1:1", flow: staff, access: [{ allow: CEL }] } }
            tests:
              - { name: TEXT, given: { flow: staff, first: { claims: { sub: "1", preferred_username: ada, x: CLAIM } } }, expect: { path: [first] } }
            """;

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "github"})
    void problems(String format) throws IOException {
        // A string of an expression, a title and a flow that does not exist are told of.
        String broken =
                FILES.replace("flow: staff, access", "flow: TEXT, access")
                        .replace("authenticate: totp", "authenticate: TEXT");
        for (String text : texts()) {
            String out =
                    printed("check", "--without-secrets", write(broken, text), "--format", format);

            assertThat(out.lines().filter(line -> line.startsWith("::")))
                    .allMatch(line -> line.startsWith("::error ") || line.startsWith("::warning "));
            if (format.equals("json")) {
                assertThat(new JsonObject(out).getInteger("errors")).isPositive();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void simulations(String format) throws IOException {
        for (String text : texts()) {
            String out = printed("simulate", write(FILES, text), "--format", format);

            assertThat(out).contains("staff");
            if (format.equals("json")) {
                assertThat(new JsonObject(out).getJsonArray("results")).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void differences(String format) throws IOException {
        for (String text : texts()) {
            String before = write(FILES, text);
            String after =
                    write(
                            FILES.replace(
                                    "{ deny: TEXT, when: CEL }",
                                    "{ deny: TEXT, when: 'claims.x != \"y\"' }"),
                            text);

            String out = printed("diff", before, after, "--format", format);

            if (format.equals("json")) {
                assertThat(new JsonObject(out).getInteger("different")).isEqualTo(1);
            } else {
                assertThat(out).contains("1 login ends differently");
            }
        }
    }

    @Test
    void sentences() throws IOException {
        for (String text : texts()) {
            assertThat(printed("explain", write(FILES, text))).contains("1. first: The user");
        }
        String markup = texts().getFirst();
        assertThat(printed("explain", write(FILES, markup))).contains("refused: \"" + markup);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mermaid", "svg"})
    void pictures(String format) throws Exception {
        String usual = printed("graph", write(FILES, "x"), "staff", "--format", format);
        for (String text : texts()) {
            String out = printed("graph", write(FILES, text), "staff", "--format", format);

            if (format.equals("svg")) {
                assertThat(elements(out)).isSubsetOf(elements(usual));
                assertThat(out.replaceAll("<text[^>]*>[^<]*</text>", ""))
                        .doesNotContain("href", "alert", "onerror");
            } else {
                // As many boxes and arrows as there are with a harmless text.
                assertThat(out.lines().map(HostileLabelsTest::shape).toList())
                        .isEqualTo(usual.lines().map(HostileLabelsTest::shape).toList());
            }
        }
    }

    private static List<String> texts() {
        return List.of(
                "<script>alert(1)</script><img src=x onerror=alert(1)>",
                "\"]-->x; click n0 href \"javascript:alert(1)\"",
                "a}} -- y --> n0 %%{init: {}}%% `b` #35;",
                "\u001b[31mred\u001b]0;title\u0007 \u009b2J",
                "\u202ereversed\u2066 \u200bwide \u2028next",
                "line\n::error file=x::forged\r\n::set-output name=y::z");
    }

    /** A line of a diagram without what is between its quotes. */
    private static String shape(String line) {
        return line.replaceAll("\"[^\"]*\"", "\"\"");
    }

    private static List<String> elements(String svg) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var all =
                factory.newDocumentBuilder()
                        .parse(new InputSource(new StringReader(svg)))
                        .getElementsByTagName("*");
        return IntStream.range(0, all.getLength())
                .mapToObj(place -> all.item(place).getNodeName())
                .distinct()
                .sorted()
                .toList();
    }

    /** What the command prints: nothing in it rewrites a terminal or turns the writing round. */
    private static String printed(String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        String all = run.out() + run.err();
        assertThat(run.out()).as(all).isNotEmpty();
        assertThat(all.codePoints().filter(point -> point != '\n'))
                .as(all)
                .noneMatch(point ->
                        switch (Character.getType(point)) {
                            case Character.CONTROL,
                                    Character.FORMAT,
                                    Character.LINE_SEPARATOR,
                                    Character.PARAGRAPH_SEPARATOR ->
                                    true;
                            default -> false;
                        });
        assertThat(all.lines()).noneMatch(line -> line.startsWith("::set-output"));
        assertThat(all.lines()).noneMatch(line -> line.startsWith("::error file=x::forged"));
        return run.out();
    }

    private String write(String yaml, String text) throws IOException {
        Path place = Files.createTempDirectory(folder, "files");
        String cel = "claims.x == " + quoted(text);
        Files.writeString(
                place.resolve("vestibule.yaml"),
                yaml.replace("TEXT", quoted(text))
                        .replace("CEL", quoted(cel))
                        .replace("CLAIM", quoted("another")));
        return place.toString();
    }

    /** A text in quotes, as YAML and CEL both read it. */
    private static String quoted(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .codePoints()
                        .mapToObj(point ->
                                point < ' ' || point > '~'
                                        ? "\\u%04x".formatted(point)
                                        : Character.toString(point))
                        .collect(Collectors.joining())
                + "\"";
    }
}
