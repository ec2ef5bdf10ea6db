package dev.vestibule.flow;

import dev.vestibule.flow.expression.Compilation.Compiled;
import dev.vestibule.flow.expression.Compilation.Rejected;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ExpressionCompiler;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.expression.Scope;

import java.util.Set;

/** Compiles the expressions of a test. */
public final class Expressions {
    private final ExpressionCompiler compiler = new ExpressionCompiler();

    public Expression condition(String source) {
        return compiled(source, ResultKind.CONDITION);
    }

    public Expression mapping(String source) {
        return compiled(source, ResultKind.VALUES);
    }

    private Expression compiled(String source, ResultKind kind) {
        return switch (compiler.compile(
                source, Scope.identified(Set.of("first", "second")), kind)) {
            case Compiled(Expression expression) -> expression;
            case Rejected rejected -> throw new AssertionError(source + ": " + rejected);
        };
    }
}
