package dev.vestibule.flow.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.vestibule.flow.address.CidrBlock;
import dev.vestibule.flow.expression.Compilation.Issue;
import dev.vestibule.flow.expression.facts.Variable;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is to be known of a checked expression beside its type. */
final class SyntaxCheck {
    private static final Set<String> COMPARISONS =
            Set.of(Operator.LESS.getFunction(), Operator.LESS_EQUALS.getFunction());

    private final CelAbstractSyntaxTree tree;
    private final List<CelExpr> nodes;

    SyntaxCheck(CelAbstractSyntaxTree tree) {
        this.tree = tree;
        this.nodes =
                CelNavigableAst.fromAst(tree)
                        .getRoot()
                        .allNodes()
                        .map(CelNavigableExpr::expr)
                        .toList();
    }

    /**
     * What an expression reads.
     *
     * @param steps ids of steps
     * @param ages how old a step may be that is compared with a constant time, by its id
     * @param comparisons the texts that it compares with names
     */
    record Read(
            Set<String> variables,
            ClaimPaths claims,
            Set<String> steps,
            Map<String, Duration> ages,
            List<Comparison> comparisons) {
        Read {
            ages = Map.copyOf(ages);
        }
    }

    /** What the expression reads. */
    Read read() {
        return new Read(
                Set.copyOf(variables()), ClaimPaths.of(tree), steps(), ages(), Comparison.of(tree));
    }

    /** The variables that the expression reads. */
    private Set<String> variables() {
        Set<String> variables = new TreeSet<>();
        for (CelExpr node : nodes) {
            if (node.getKind() == Kind.IDENT && Variable.named(node.ident().name()).isPresent()) {
                variables.add(node.ident().name());
            }
        }
        return variables;
    }

    /** The ids of the steps that the expression reads. */
    private Set<String> steps() {
        Set<String> steps = new TreeSet<>();
        for (CelExpr node : nodes) {
            if (node.getKind() == Kind.SELECT && isSteps(node.select().operand())) {
                steps.add(node.select().field());
            }
        }
        return steps;
    }

    /** How old each step may be that the expression compares with a constant time, by its id. */
    private Map<String, Duration> ages() {
        Map<String, Duration> ages = new HashMap<>();
        for (CelExpr node : nodes) {
            if (node.getKind() == Kind.CALL && COMPARISONS.contains(node.call().function())) {
                CelExpr age = node.call().args().getFirst();
                stepOfAge(age)
                        .ifPresent(step ->
                                duration(node.call().args().getLast())
                                        .ifPresent(most ->
                                                ages.merge(step, most, SyntaxCheck::shorter)));
            }
        }
        return ages;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** The step of {@code now - steps.ID.at}. */
    private static Optional<String> stepOfAge(CelExpr node) {
        if (node.getKind() != Kind.CALL
                || !node.call().function().equals(Operator.SUBTRACT.getFunction())) {
            return Optional.empty();
        }
        CelExpr from = node.call().args().getFirst();
        CelExpr at = node.call().args().getLast();
        boolean age =
                from.getKind() == Kind.IDENT
                        && from.ident().name().equals(Variable.NOW.text())
                        && at.getKind() == Kind.SELECT
                        && at.select().operand().getKind() == Kind.SELECT
                        && isSteps(at.select().operand().select().operand());
        return age ? Optional.of(at.select().operand().select().field()) : Optional.empty();
    }

    private static Optional<Duration> duration(CelExpr node) {
        if (node.getKind() != Kind.CALL || !node.call().function().equals("duration")) {
            return Optional.empty();
        }
        return text(node.call().args().getFirst())
                .flatMap(text -> {
                    try {
                        return Optional.of(Duration.parse("PT" + text));
                    } catch (DateTimeParseException unusual) {
                        return Optional.empty();
                    }
                });
    }

    private static boolean isSteps(CelExpr node) {
        return node.getKind() == Kind.IDENT && node.ident().name().equals(Variable.STEPS.text());
    }

    /** What would fail or grow without bounds whenever it is evaluated. */
    List<Issue> issues() {
        List<Issue> issues = new ArrayList<>();
        long loops = nodes.stream().filter(node -> node.getKind() == Kind.COMPREHENSION).count();
        if (loops > ExpressionLimits.COMPREHENSIONS) {
            issues.add(
                    new Issue(
                            1,
                            0,
                            loops + " calls of all, exists, exists_one, filter or map",
                            "at most " + ExpressionLimits.COMPREHENSIONS + " of them",
                            "Let the identity provider send a claim with the result."));
        }
        nodes.stream()
                .filter(node -> node.getKind() == Kind.CALL)
                .forEach(call -> checkCall(call, issues));
        return issues;
    }

    private void checkCall(CelExpr node, List<Issue> issues) {
        CelExpr.CelCall call = node.call();
        if (call.function().equals(Functions.IP_IN)) {
            CelExpr ranges = call.args().getLast();
            if (ranges.getKind() == Kind.LIST) {
                ranges.list().elements().forEach(range -> checkRange(range, issues));
            }
        }
        if (call.function().equals(Patterns.FUNCTION)) {
            checkPattern(call.args().getLast(), issues);
        }
    }

    private void checkRange(CelExpr range, List<Issue> issues) {
        text(range)
                .ifPresent(text -> {
                    try {
                        CidrBlock.parse(text);
                    } catch (IllegalArgumentException malformed) {
                        issues.add(
                                issue(
                                        range,
                                        IssueTexts.quoted(text) + " is no block of IP addresses",
                                        "CIDR notation, for example \"10.0.0.0/8\"",
                                        "Write the network's address, a slash and the length."));
                    }
                });
    }

    private void checkPattern(CelExpr pattern, List<Issue> issues) {
        Optional<String> text = text(pattern);
        try {
            // A pattern that comes from outside could be made to take long.
            Patterns.compile(
                    text.orElseThrow(
                            () -> new IllegalArgumentException("is not a constant in quotes")));
        } catch (IllegalArgumentException unusable) {
            issues.add(
                    issue(
                            pattern,
                            text.map(IssueTexts::quoted).orElse("the pattern")
                                    + " "
                                    + unusable.getMessage(),
                            "RE2 syntax in quotes, without look-around and back references",
                            "Test it with a tool that supports RE2 or Go."));
        }
    }

    private static Optional<String> text(CelExpr node) {
        if (node.getKind() == Kind.CONSTANT
                && node.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
            return Optional.of(node.constant().stringValue());
        }
        return Optional.empty();
    }

    private Issue issue(CelExpr node, String found, String allowed, String remedy) {
        CelSourceLocation at =
                Optional.ofNullable(tree.getSource().getPositionsMap().get(node.id()))
                        .flatMap(tree.getSource()::getOffsetLocation)
                        .orElse(CelSourceLocation.of(1, 0));
        return new Issue(at.getLine(), at.getColumn(), found, allowed, remedy);
    }
}
