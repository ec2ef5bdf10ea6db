package dev.vestibule.flow.parse;

import dev.vestibule.flow.expression.Compilation;
import dev.vestibule.flow.expression.Compilation.Compiled;
import dev.vestibule.flow.expression.Compilation.Rejected;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ExpressionCompiler;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.parse.YamlNode.Scalar;

/** Compiles the expressions of the YAML and points into them where they are wrong. */
record ExpressionReader(ExpressionCompiler compiler, Reading reading) {

    Expression read(YamlNode node, Scope scope, ResultKind result) {
        if (!(node instanceof Scalar scalar) || scalar.isNothing()) {
            reading.wrongKind(node, "an expression that results in " + result.words());
            return new BrokenExpression("");
        }
        reading.show(scalar);
        String source = scalar.text().stripTrailing();
        return switch (compiler.compile(source, scope, result)) {
            case Compiled(Expression expression) -> expression;
            case Rejected rejected -> {
                rejected.issues().forEach(issue -> report(scalar, issue));
                yield new BrokenExpression(source);
            }
        };
    }

    private void report(Scalar scalar, Compilation.Issue issue) {
        reading.problems()
                .error(
                        reading.inside(scalar, issue.line(), issue.column()),
                        "in the expression: " + issue.found(),
                        issue.allowed(),
                        issue.remedy());
    }
}
