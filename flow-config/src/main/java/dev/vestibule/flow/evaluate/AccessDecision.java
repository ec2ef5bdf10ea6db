package dev.vestibule.flow.evaluate;

/** Whether a request may pass an app. */
public sealed interface AccessDecision {

    /** Everybody may pass, signed in or not. */
    record Public() implements AccessDecision {}

    /** The person who is signed in may pass. */
    record Allowed() implements AccessDecision {}

    /** Only a login can tell. */
    record LoginNeeded() implements AccessDecision {}

    /**
     * Nobody may pass, or not this person.
     *
     * @param reason which rule decided, for the log; never a claim's value
     */
    record Refused(String reason) implements AccessDecision {}
}
