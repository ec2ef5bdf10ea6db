package dev.vestibule.flow.app;

import dev.vestibule.flow.expression.Expression;

/** Who may pass an app. */
public record AccessRule(Effect effect, Expression condition) {

    /** What a rule does with the requests that it matches. */
    public enum Effect {
        /** Admits every request, with or without a session. */
        PUBLIC,
        /** Admits users who have signed in through the app's flow. */
        ALLOW,
        /** Refuses. */
        DENY
    }
}
