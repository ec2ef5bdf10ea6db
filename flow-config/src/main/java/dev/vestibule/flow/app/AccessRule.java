package dev.vestibule.flow.app;

import dev.vestibule.flow.expression.Expression;

import org.jspecify.annotations.Nullable;

/**
 * Who may pass an app.
 *
 * @param otherwise where users sign in who pass only with a fresh or stronger proof; null when the
 *     rule does not match them
 */
public record AccessRule(Effect effect, Expression condition, @Nullable StepUp otherwise) {

    /** A rule that leads nowhere. */
    public AccessRule(Effect effect, Expression condition) {
        this(effect, condition, null);
    }

    /** What a rule does with the requests that it matches. */
    public enum Effect {
        /** Admits every request, with or without a session. */
        PUBLIC,
        /** Admits users who have signed in through the app's flow. */
        ALLOW,
        /** Refuses. */
        DENY
    }

    /**
     * Another sign-in, which the session continues with.
     *
     * @param flow id of the flow
     * @param acr the level that the login is asked for; null for none
     */
    public record StepUp(String flow, @Nullable String acr) {}
}
