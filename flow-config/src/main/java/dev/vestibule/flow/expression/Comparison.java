package dev.vestibule.flow.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.vestibule.flow.expression.facts.Device;
import dev.vestibule.flow.expression.facts.Variable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A constant text of an expression that is compared with one of a known set of names, by {@code
 * ==}, {@code !=} or {@code in}.
 *
 * @param line line of the text in the expression, from 1
 * @param column column of that line, from 0
 */
public record Comparison(Subject subject, String text, int line, int column) {
    private static final Set<String> EQUALITIES =
            Set.of(Operator.EQUALS.getFunction(), Operator.NOT_EQUALS.getFunction());

    /** What a text is compared with. */
    public enum Subject {
        OPTION("connection or factor"),
        APP("app"),
        BROWSER("browser that is known"),
        SYSTEM("operating system that is known"),
        WEEKDAY("weekday");

        private final String words;

        Subject(String words) {
            this.words = words;
        }

        /** Names it in a sentence. */
        public String words() {
            return words;
        }

        /** The names that the product knows; empty where the configuration has them. */
        public Set<String> fixed() {
            return switch (this) {
                case OPTION, APP -> Set.of();
                case BROWSER -> Device.browsers();
                case SYSTEM -> Device.systems();
                case WEEKDAY -> new LinkedHashSet<>(Times.weekdays());
            };
        }
    }

    /** Every comparison of the expression. */
    static List<Comparison> of(CelAbstractSyntaxTree tree) {
        return CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .filter(node -> node.getKind() == Kind.CALL)
                .flatMap(node -> compared(node.call(), tree))
                .toList();
    }

    private static Stream<Comparison> compared(CelCall call, CelAbstractSyntaxTree tree) {
        if (call.args().size() != 2) {
            return Stream.empty();
        }
        CelExpr left = call.args().getFirst();
        CelExpr right = call.args().getLast();
        if (EQUALITIES.contains(call.function())) {
            return Stream.concat(
                    texts(subject(left), Stream.of(right), tree),
                    texts(subject(right), Stream.of(left), tree));
        }
        boolean listed =
                call.function().equals(Operator.IN.getFunction()) && right.getKind() == Kind.LIST;
        return listed
                ? texts(subject(left), right.list().elements().stream(), tree)
                : Stream.empty();
    }

    private static Stream<Comparison> texts(
            Optional<Subject> subject, Stream<CelExpr> nodes, CelAbstractSyntaxTree tree) {
        return subject.stream()
                .flatMap(known ->
                        nodes.filter(Comparison::isText)
                                .map(node -> comparison(known, node, tree)));
    }

    private static boolean isText(CelExpr node) {
        return node.getKind() == Kind.CONSTANT
                && node.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    private static Comparison comparison(
            Subject subject, CelExpr text, CelAbstractSyntaxTree tree) {
        CelSourceLocation at =
                Optional.ofNullable(tree.getSource().getPositionsMap().get(text.id()))
                        .flatMap(tree.getSource()::getOffsetLocation)
                        .orElse(CelSourceLocation.of(1, 0));
        return new Comparison(subject, text.constant().stringValue(), at.getLine(), at.getColumn());
    }

    private static Optional<Subject> subject(CelExpr node) {
        return switch (node.getKind()) {
            case IDENT -> variable(node.ident().name());
            case SELECT -> member(node.select());
            case CALL ->
                    node.call().function().equals(Times.WEEKDAY)
                            ? Optional.of(Subject.WEEKDAY)
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Subject> variable(String name) {
        if (name.equals(Variable.CONNECTION.text())) {
            return Optional.of(Subject.OPTION);
        }
        return name.equals(Variable.APP.text()) ? Optional.of(Subject.APP) : Optional.empty();
    }

    private static Optional<Subject> member(CelExpr.CelSelect select) {
        CelExpr of = select.operand();
        String path = path(of) + "." + select.field();
        if (path.equals("user_agent.browser")) {
            return Optional.of(Subject.BROWSER);
        }
        if (path.equals("user_agent.os")) {
            return Optional.of(Subject.SYSTEM);
        }
        boolean option =
                path.equals("first.connection")
                        || select.field().equals("option")
                                && of.getKind() == Kind.SELECT
                                && path(of.select().operand()).equals(Variable.STEPS.text());
        return option ? Optional.of(Subject.OPTION) : Optional.empty();
    }

    private static String path(CelExpr node) {
        return node.getKind() == Kind.IDENT ? node.ident().name() : "";
    }
}
