package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.app.AccessRule;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Set;

/** Whether a request may pass an app. */
public sealed interface AccessDecision {
    /** The end of a reason that is no more than a failure of the rule. */
    String UNDECIDED = " cannot be evaluated";

    /** Every request passes, with or without a session. */
    record Public() implements AccessDecision {}

    /** The user with this session passes. */
    record Allowed() implements AccessDecision {}

    /** Only a login can tell. */
    record LoginNeeded() implements AccessDecision {}

    /**
     * The user of the session passes after another sign-in, with a fresh or stronger proof.
     *
     * @param to the flow, and the level of authentication that it is asked for
     * @param again ids of the steps that must be completed again
     * @param maxAge how old these steps may be; null when the rule does not say
     */
    record StepUpNeeded(AccessRule.StepUp to, Set<String> again, @Nullable Duration maxAge)
            implements AccessDecision {
        public StepUpNeeded {
            again = Set.copyOf(again);
        }
    }

    /**
     * The request is refused.
     *
     * @param reason which rule decided, for the log; never a claim's value
     */
    record Refused(String reason) implements AccessDecision {}
}
