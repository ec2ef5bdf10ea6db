package dev.vestibule.flow.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.expression.facts.Variable;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

class ExpressionsPageTest {
    private static final Path PAGE = Path.of("../docs/expressions.md");

    @Test
    void thePageHasEveryVariableAndNoOther() throws IOException {
        List<String> rows =
                Files.readAllLines(PAGE).stream()
                        .dropWhile(line -> !line.equals("| variable | what it is |"))
                        .skip(2)
                        .takeWhile(line -> line.startsWith("|"))
                        .toList();

        assertThat(rows)
                .containsExactlyElementsOf(
                        Arrays.stream(Variable.values())
                                .flatMap(ExpressionsPageTest::rows)
                                .toList());
    }

    private static Stream<String> rows(Variable variable) {
        String prefix = variable == Variable.STEPS ? "steps.ID" : variable.text();
        return Stream.concat(
                Stream.of("| `" + variable.text() + "` | " + variable.meaning() + " |"),
                variable.fields().stream()
                        .map(field ->
                                "| `%s.%s` | %s |"
                                        .formatted(prefix, field.name(), field.meaning())));
    }

    @Test
    void everyExampleOfThePageCompiles() throws IOException {
        ExpressionCompiler compiler = new ExpressionCompiler();
        Scope scope = Scope.identified(Set.of("first"));
        List<String> conditions = examples("```cel");
        List<String> mappings = examples("```cel mapping");

        assertThat(conditions).hasSizeGreaterThan(5);
        assertThat(mappings).hasSizeGreaterThan(3);
        assertThat(conditions)
                .allSatisfy(example ->
                        assertThat(compiler.compile(example, scope, ResultKind.CONDITION))
                                .isInstanceOf(Compilation.Compiled.class));
        assertThat(mappings)
                .allSatisfy(example ->
                        assertThat(compiler.compile(example, scope, ResultKind.VALUES))
                                .isInstanceOf(Compilation.Compiled.class));
    }

    @Test
    void thePageNamesTheLimits() throws IOException {
        assertThat(Files.readString(PAGE).replace('\n', ' '))
                .contains(
                        ExpressionLimits.SOURCE + " characters",
                        ExpressionLimits.NODES + " parts",
                        ExpressionLimits.DEPTH + " levels",
                        ExpressionLimits.COMPREHENSIONS + " calls",
                        ExpressionLimits.ITERATIONS + " values",
                        ExpressionLimits.TEXT + " characters",
                        "lists " + ExpressionLimits.LIST,
                        ExpressionLimits.REGEX + " instructions");
    }

    private static List<String> examples(String fence) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals(fence))
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .toList();
    }
}
