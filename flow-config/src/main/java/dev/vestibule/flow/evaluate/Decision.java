package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.step.Step;

/** What a login needs next. */
public sealed interface Decision {

    /** The next step, of whatever kind: its handler carries it out. */
    record Run(Step step) implements Decision {}

    /** Every step that applies is done, and the user has signed in. */
    record Complete() implements Decision {}

    /** The flow ends without a sign-in: the login is refused, with a sentence for the page. */
    record Deny(String message) implements Decision {}
}
