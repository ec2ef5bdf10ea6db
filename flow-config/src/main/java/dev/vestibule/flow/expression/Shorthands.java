package dev.vestibule.flow.expression;

import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
                        "fresh",
                        2,
                        (make, _, arguments) ->
                                Optional.of(fresh(make, arguments.get(0), arguments.get(1)))),
                CelMacro.newGlobalMacro(
                        "has_group",
                        1,
                        (make, _, arguments) -> Optional.of(hasGroup(make, arguments.get(0)))));
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
                        make.newIdentifier(Variable.NOW.text()),
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
        if (time.getKind() != Kind.CONSTANT
                || time.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
            return Optional.empty();
        }
        Matcher span = SPAN.matcher(time.constant().stringValue());
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
