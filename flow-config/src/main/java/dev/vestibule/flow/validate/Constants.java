package dev.vestibule.flow.validate;

import dev.vestibule.flow.expression.Expression;

/** Warns of conditions that never change. */
final class Constants {
    private Constants() {}

    static void check(Expression when, String path, Findings findings) {
        if (when.variables().isEmpty()) {
            findings.warning(
                    path,
                    "a condition that is the same for every login",
                    "a condition on request, claims, account, steps, app or now",
                    "Remove the when, or what it belongs to.");
        }
    }
}
