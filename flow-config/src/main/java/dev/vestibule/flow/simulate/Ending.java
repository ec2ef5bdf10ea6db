package dev.vestibule.flow.simulate;

import dev.vestibule.flow.scenario.Expectation.Refusal;
import dev.vestibule.flow.schema.Types;

/** How a simulated login ends. */
public sealed interface Ending {
    /** The user has signed in. */
    record Completed() implements Ending {}

    /** A step of the flow refuses, with this sentence on the page. */
    record Denied(String message) implements Ending {}

    /**
     * The gateway refuses.
     *
     * @param detail why, in one sentence; never a claim's value
     */
    record Refused(Refusal why, String detail) implements Ending {}

    /** In a few words. */
    default String words() {
        return switch (this) {
            case Completed() -> "complete";
            case Denied(var message) -> "denied: " + message;
            case Refused(var why, var detail) -> "refused: " + Types.word(why) + ": " + detail;
        };
    }
}
