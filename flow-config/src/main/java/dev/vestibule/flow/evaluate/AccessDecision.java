package dev.vestibule.flow.evaluate;

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
     * The request is refused.
     *
     * @param reason which rule decided, for the log; never a claim's value
     */
    record Refused(String reason) implements AccessDecision {}
}
