package dev.vestibule.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.expression.Compilation;
import dev.vestibule.flow.expression.ExpressionCompiler;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.expression.facts.ExpressionException;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Whatever an editor writes, the answer is a configuration or problems, never an exception. */
class AnyTextPropertyTest {
    private static final String VALID = Documents.VALID;

    private static final List<String> FRAGMENTS =
            Stream.concat(
                            "gateway: apps: connections: flows: directory: url: steps: id: when: [ ] { } | >"
                                    .lines()
                                    .flatMap(line -> Stream.of(line.split(" "))),
                            Stream.of(
                                    " a",
                                    "\n",
                                    "\n  ",
                                    "\n    ",
                                    "- ",
                                    ", ",
                                    ": ",
                                    "\"",
                                    "'",
                                    "#",
                                    "&a ",
                                    "*a ",
                                    "!!str ",
                                    "<<: ",
                                    "? ",
                                    "---\n",
                                    "...\n",
                                    "%YAML 1.2\n",
                                    "\t",
                                    "\u0000",
                                    "${env:CORP_SECRET}",
                                    "${env:",
                                    "${file:.}",
                                    "null",
                                    "true",
                                    "\ud83d\ude00",
                                    "\ufeff",
                                    "\r",
                                    "\u2028",
                                    "https://x"))
                    .toList();

    private static final List<String> TOKENS =
            List.of(
                    ("claims account request steps.first now .x .path .groups == && || ! ( ) [ ] in"
                                    + " has( 1 - 'a' \" ? : { } .map(x, .exists(x, x + % 0 null b'x'"
                                    + " ip_in( , duration('1s') size( matches('a')")
                            .split(" "));

    private final FlowConfigLoader loader = new FlowConfigLoader();
    private final ExpressionCompiler compiler = new ExpressionCompiler();

    @Property(tries = 500)
    void anyTextIsReadOrReported(@ForAll String text) {
        assertSound(load(text));
    }

    @Property(tries = 500)
    void anyYamlIsReadOrReported(@ForAll("fragments") List<String> fragments) {
        assertSound(load(String.join("", fragments)));
    }

    @Property(tries = 60)
    void aValidFileWithSomethingElseInItIsReadOrReported(
            @ForAll("places") int place, @ForAll("fragment") String fragment) {
        assertSound(load(VALID.substring(0, place) + fragment + VALID.substring(place)));
    }

    @Property(tries = 60)
    void aValidFileThatIsCutOffIsReadOrReported(@ForAll("places") int place) {
        assertSound(load(VALID.substring(0, place)));
    }

    @Property(tries = 300)
    void anyExpressionIsCompiledOrRejectedAndFailsOnlyAsExpressionsFail(
            @ForAll("expressions") List<String> parts) {
        Compilation compilation =
                compiler.compile(
                        String.join(" ", parts),
                        Scope.identified(Set.of("first")),
                        ResultKind.CONDITION);

        switch (compilation) {
            case Compilation.Rejected rejected ->
                    assertThat(rejected.issues())
                            .isNotEmpty()
                            .allSatisfy(issue -> assertThat(issue.line()).isPositive());
            case Compilation.Compiled compiled -> {
                try {
                    compiled.expression().test(EvaluationFixture.signedIn("/", "staff"));
                } catch (ExpressionException failed) {
                    assertThat(failed).hasMessageContaining("expression");
                }
            }
        }
    }

    private LoadResult load(String text) {
        return loader.load(Map.of("a.yaml", text), Path.of("."), Documents.ENVIRONMENT::get);
    }

    private static void assertSound(LoadResult result) {
        assertThat(result.config() == null)
                .isEqualTo(
                        result.problems().stream()
                                .anyMatch(problem ->
                                        problem.severity()
                                                == dev.vestibule.flow.problem.Problem.Severity
                                                        .ERROR));
        assertThat(result.problems())
                .isSorted()
                .allSatisfy(problem -> {
                    assertThat(problem.line()).isPositive();
                    assertThat(problem.column()).isPositive();
                    assertThat(problem.found()).isNotBlank();
                    assertThat(problem.allowed()).isNotBlank();
                    assertThat(problem.remedy()).isNotBlank();
                });
        assertThat(result.report().text() + result.report().json() + result)
                .doesNotContain(Documents.CANARY);
    }

    @Provide
    Arbitrary<List<String>> fragments() {
        return fragment().list().ofMaxSize(30);
    }

    @Provide
    Arbitrary<String> fragment() {
        return Arbitraries.of(FRAGMENTS);
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, VALID.length());
    }

    @Provide
    Arbitrary<List<String>> expressions() {
        return Arbitraries.of(TOKENS).list().ofMaxSize(12);
    }
}
