package dev.vestibule.flow.model;

import dev.vestibule.flow.expression.Expression;

/** Who may pass an app. */
public record AccessRule(Effect effect, Expression condition) {

    /** What a rule does with the requests that it matches. */
    public enum Effect {
        /** Lets everybody pass, signed in or not. */
        PUBLIC,
        /** Lets people pass who are signed in through the app's flow. */
        ALLOW,
        /** Refuses. */
        DENY
    }
}
