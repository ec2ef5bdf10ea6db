package dev.vestibule.flow.schema;

import dev.vestibule.flow.expression.Compilation.Compiled;
import dev.vestibule.flow.expression.Compilation.Rejected;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.yaml.YamlNode;
import dev.vestibule.flow.yaml.YamlNode.Scalar;

import java.util.Set;

/** An expression: compiled where it is read, with every finding at its place inside the text. */
public record ExpressionType(ResultKind result) implements ValueType<Expression> {
    /** An expression that is true or false. */
    public static final ExpressionType CONDITION = new ExpressionType(ResultKind.CONDITION);

    @Override
    public String words() {
        return "an expression: " + result.words();
    }

    @Override
    public Expression read(YamlNode node, ParseContext context) {
        if (!(node instanceof Scalar scalar) || scalar.isNothing()) {
            context.wrongKind(node, "an expression that results in " + result.words());
            return broken("");
        }
        context.show(scalar);
        String source = scalar.text().stripTrailing();
        return switch (context.compiler().compile(source, context.scope(), result)) {
            case Compiled(Expression expression) -> expression;
            case Rejected rejected -> {
                rejected.issues()
                        .forEach(issue ->
                                context.error(
                                        context.inside(scalar, issue.line(), issue.column()),
                                        "in the expression: " + issue.found(),
                                        issue.allowed(),
                                        issue.remedy()));
                yield broken(source);
            }
        };
    }

    @Override
    public Expression absent(Key<Expression> key, Fields parent) {
        return broken("");
    }

    private static Expression broken(String source) {
        return Expression.replacing(source, Set.of("claims"));
    }
}
