package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.model.Step;

/** What a login needs next. */
public sealed interface Decision {

    /** The user signs in with one of the step's options. */
    record Authenticate(Step.Authenticate step) implements Decision {}

    /** The login is refused, with a sentence for the page. */
    record Deny(String message) implements Decision {}

    /** Every step that applies is done. */
    record Complete() implements Decision {}
}
