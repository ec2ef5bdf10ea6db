package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.expression.EvaluationContext;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ExpressionException;

import org.jspecify.annotations.Nullable;

/** Conditions of what is written: one that fails does not hold. */
final class Conditions {
    private Conditions() {}

    /** Without a condition always. */
    static boolean hold(@Nullable Expression when, EvaluationContext facts) {
        try {
            return when == null || when.test(facts);
        } catch (ExpressionException stricter) {
            return false;
        }
    }
}
