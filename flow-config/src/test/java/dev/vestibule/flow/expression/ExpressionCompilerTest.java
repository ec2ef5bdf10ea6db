package dev.vestibule.flow.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.expression.Compilation.Rejected;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Set;

class ExpressionCompilerTest {
    private static final Scope EVERYWHERE = Scope.identified(Set.of("first", "second"));
    private final ExpressionCompiler compiler = new ExpressionCompiler();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "request.path  | CONDITION | the result is text",
                "claims.x.size() | TEXT    | the result is a number",
                "request       | VALUES    | the result is an object",
                "[[1]]         | VALUES    | the result is a list",
                "1             | TEXTS     | the result is a number",
                "b'x'          | VALUES    | the result is bytes",
            })
    void theResultHasToFit(String source, ResultKind kind, String found) {
        assertThat(rejected(source, EVERYWHERE, kind).issues())
                .singleElement()
                .extracting(Compilation.Issue::found)
                .isEqualTo(found);
    }

    @Test
    void whatIsNotKnownYetCannotBeNamed() {
        assertThat(
                        rejected(
                                "account.username == 'x'",
                                Scope.beforeIdentity(),
                                ResultKind.CONDITION))
                .extracting(rejected -> rejected.issues().getFirst().found())
                .isEqualTo("account is not known yet at this place");
    }

    @Test
    void issuesHaveLineAndColumn() {
        assertThat(rejected("true &&\n  nope", EVERYWHERE, ResultKind.CONDITION).issues())
                .singleElement()
                .extracting(Compilation.Issue::line, Compilation.Issue::column)
                .containsExactly(2, 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request.path.matches('(')",
                "request.path.matches('(?=x)')",
                "request.path.matches('(a{1,1000}){1,1000}')",
                "request.path.matches(claims.pattern)",
                "matches(request.path, request.user_agent)",
            })
    void aPatternIsSoundSmallAndChosenByTheEditor(String source) {
        assertThat(rejected(source, EVERYWHERE, ResultKind.CONDITION).issues())
                .singleElement()
                .extracting(Compilation.Issue::allowed)
                .isEqualTo("RE2 syntax in quotes, without look-around and back references");
    }

    private Rejected rejected(String source, Scope scope, ResultKind kind) {
        return (Rejected) compiler.compile(source, scope, kind);
    }
}
