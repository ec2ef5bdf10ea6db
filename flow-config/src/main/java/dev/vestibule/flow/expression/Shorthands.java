package dev.vestibule.flow.expression;

import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import dev.vestibule.flow.expression.facts.Variable;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Short ways to write what conditions ask most often. Each is replaced before the expression is
 * checked, so that it reads nothing that the long way does not read.
 */
final class Shorthands {
    private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,5})([smhd])");

    private Shorthands() {}

    static List<CelMacro> macros() {
        return List.of(
                CelMacro.newGlobalMacro(
                        "has", 1, (make, _, arguments) -> Optional.of(has(make, arguments.get(0)))),
                CelMacro.newGlobalMacro(
                        "fresh",
                        2,
                        (make, _, arguments) ->
                                Optional.of(fresh(make, arguments.get(0), arguments.get(1)))),
                CelMacro.newGlobalMacro(
                        "has_group",
                        1,
                        (make, _, arguments) -> Optional.of(hasGroup(make, arguments.get(0)))),
                CelMacro.newGlobalMacro(
                        "age",
                        1,
                        (make, _, arguments) ->
                                Optional.of(
                                        make.newGlobalCall(
                                                Times.AGE, arguments.getFirst(), now(make)))),
                CelMacro.newGlobalMacro(
                        "time_between",
                        3,
                        (make, _, arguments) -> Optional.of(timeBetween(make, arguments))),
                CelMacro.newGlobalMacro(
                        "weekday",
                        1,
                        (make, _, arguments) -> Optional.of(weekday(make, arguments.getFirst()))));
    }

    private static CelExpr now(CelMacroExprFactory make) {
        return make.newIdentifier(Variable.NOW.text());
    }

    /** Whether it is this time of day; from the evening to the morning, too. */
    private static CelExpr timeBetween(CelMacroExprFactory make, List<CelExpr> arguments) {
        List<String> texts = arguments.stream().map(Shorthands::text).toList();
        Optional<String> mistake =
                Times.mistakeInTime(texts.get(0))
                        .or(() -> Times.mistakeInTime(texts.get(1)))
                        .or(() -> Times.mistakeInZone(texts.get(2)));
        if (mistake.isPresent()) {
            return make.reportError(mistake.get());
        }
        return texts.get(0).equals(texts.get(1))
                ? make.reportError("time_between needs two different times of day")
                : make.newGlobalCall(
                        Times.TIME_BETWEEN,
                        Stream.concat(Stream.of(now(make)), arguments.stream())
                                .toArray(CelExpr[]::new));
    }

    private static CelExpr weekday(CelMacroExprFactory make, CelExpr zone) {
        return Times.mistakeInZone(text(zone))
                .map(make::reportError)
                .orElseGet(() -> make.newGlobalCall(Times.WEEKDAY, now(make), zone));
    }

    /** A constant text; the empty text for anything else. */
    private static String text(CelExpr constant) {
        return constant.getKind() == Kind.CONSTANT
                        && constant.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? constant.constant().stringValue()
                : "";
    }

    /**
     * The macro of CEL, in which a step that has failed is not there: it has no option, and all
     * others have one.
     */
    private static CelExpr has(CelMacroExprFactory make, CelExpr member) {
        if (member.getKind() != Kind.SELECT) {
            return make.reportError("invalid argument to has() macro");
        }
        CelExpr.CelSelect select = member.select();
        CelExpr present = make.newSelect(make.copy(select.operand()), select.field(), true);
        return isSteps(select.operand())
                ? both(make, present, make.newSelect(make.copy(member), "option", true))
                : present;
    }

    /** Whether the step was completed, by a proof, in this time. */
    private static CelExpr fresh(CelMacroExprFactory make, CelExpr step, CelExpr time) {
        if (step.getKind() != Kind.SELECT || !isSteps(step.select().operand())) {
            return make.reportError("fresh needs a step, for example fresh(steps.second, \"5m\")");
        }
        Optional<String> seconds = seconds(time);
        if (seconds.isEmpty()) {
            return make.reportError("fresh needs a time span in quotes, for example \"5m\"");
        }
        CelExpr age =
                make.newGlobalCall(
                        Operator.SUBTRACT.getFunction(),
                        now(make),
                        make.newSelect(make.copy(step), "at", false));
        CelExpr limit = make.newGlobalCall("duration", make.newStringLiteral(seconds.get()));
        CelExpr completed =
                make.newSelect(make.copy(step.select().operand()), step.select().field(), true);
        CelExpr proved = make.newSelect(make.copy(step), "authenticated", false);
        return both(
                make,
                both(make, completed, proved),
                make.newGlobalCall(Operator.LESS_EQUALS.getFunction(), age, limit));
    }

    private static CelExpr hasGroup(CelMacroExprFactory make, CelExpr group) {
        CelExpr account = make.newIdentifier(Variable.ACCOUNT.text());
        return make.newGlobalCall(
                Operator.IN.getFunction(), group, make.newSelect(account, "groups", false));
    }

    private static CelExpr both(CelMacroExprFactory make, CelExpr one, CelExpr other) {
        return make.newGlobalCall(Operator.LOGICAL_AND.getFunction(), one, other);
    }

    private static boolean isSteps(CelExpr node) {
        return node.getKind() == Kind.IDENT && node.ident().name().equals(Variable.STEPS.text());
    }

    private static Optional<String> seconds(CelExpr time) {
        Matcher span = SPAN.matcher(text(time));
        if (!span.matches()) {
            return Optional.empty();
        }
        long unit =
                switch (span.group(2)) {
                    case "s" -> 1;
                    case "m" -> 60;
                    case "h" -> 3_600;
                    default -> 86_400;
                };
        return Optional.of(Long.parseLong(span.group(1)) * unit + "s");
    }
}
