package dev.vestibule.flow.step;

import dev.vestibule.flow.schema.Fields;

/** Refuses kinds of steps that are about a user where no user is known yet. */
public final class EarlyStep {
    private EarlyStep() {}

    /**
     * Reports a step that no authenticate step comes before.
     *
     * @param kind the key of its kind
     */
    public static void check(Fields fields, String kind) {
        if (fields.context().scope().steps().isEmpty()) {
            fields.error(
                    kind,
                    kind + " before the first sign-in, where no user is known",
                    kind + " in a step after an authenticate step",
                    "Move the step behind the sign-in.");
        }
    }
}
