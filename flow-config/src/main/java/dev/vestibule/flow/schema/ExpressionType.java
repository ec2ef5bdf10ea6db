package dev.vestibule.flow.schema;

import dev.vestibule.flow.expression.Comparison;
import dev.vestibule.flow.expression.Compilation.Compiled;
import dev.vestibule.flow.expression.Compilation.Rejected;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.problem.Nearest;
import dev.vestibule.flow.yaml.YamlNode;
import dev.vestibule.flow.yaml.YamlNode.Scalar;

import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * An expression: compiled where it is read, with every finding at its place inside the text.
 *
 * @param scope what it may name, where the section's expressions may name this
 */
public record ExpressionType(ResultKind result, UnaryOperator<Scope> scope)
        implements ValueType<Expression> {
    /** An expression that is true or false. */
    public static final ExpressionType CONDITION = new ExpressionType(ResultKind.CONDITION);

    private static final int MOST_NAMED = 20;

    public ExpressionType(ResultKind result) {
        this(result, UnaryOperator.identity());
    }

    @Override
    public String words() {
        return "an expression: " + result.words();
    }

    @Override
    public Expression read(YamlNode node, ParseContext context) {
        if (!(node instanceof Scalar scalar) || scalar.isNothing()) {
            context.wrongKind(node, "an expression that results in " + result.words(), Kind.VALUE);
            return broken("");
        }
        context.show(scalar);
        String source = scalar.text().stripTrailing();
        return switch (context.compiler().compile(source, scope.apply(context.scope()), result)) {
            case Compiled(Expression expression) -> {
                expression.comparisons().forEach(each -> check(each, scalar, context));
                yield expression.at(scalar.place(), context.compiler().failures());
            }
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

    /** A comparison with a name that does not exist never changes. */
    private static void check(Comparison comparison, Scalar scalar, ParseContext context) {
        Set<String> known = context.names().comparable(comparison.subject());
        if (context.isComplete() && !known.isEmpty() && !isKnown(comparison, known)) {
            context.error(
                    context.inside(scalar, comparison.line(), comparison.column()),
                    "in the expression: %s, which is no %s"
                            .formatted(
                                    comparison.text().isEmpty() ? "\"\"" : comparison.text(),
                                    comparison.subject().words()),
                    known.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                            + (known.size() > MOST_NAMED ? ", …" : ""),
                    Nearest.remedy(comparison.text(), known, "Name one of them."));
        }
    }

    private static boolean isKnown(Comparison comparison, Set<String> known) {
        return known.contains(comparison.text())
                || comparison.text().isEmpty()
                        && switch (comparison.subject()) {
                            case BROWSER, SYSTEM -> true;
                            case OPTION, APP, WEEKDAY -> false;
                        };
    }

    private static Expression broken(String source) {
        return Expression.replacing(source, Set.of("claims"));
    }
}
