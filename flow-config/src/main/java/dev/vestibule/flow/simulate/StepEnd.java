package dev.vestibule.flow.simulate;

import dev.vestibule.flow.scenario.Expectation.Refusal;

/** What a simulated step leads to. */
sealed interface StepEnd {
    /**
     * The login continues.
     *
     * @param detail the option that was used; empty for none
     */
    record Passed(Progress progress, String detail) implements StepEnd {}

    /** The user does not complete the step. */
    record Failed(Refusal why, String detail) implements StepEnd {}

    /** The login ends. */
    record Ended(Ending ending) implements StepEnd {}

    static StepEnd refused(Refusal why, String detail) {
        return new Ended(new Ending.Refused(why, detail));
    }
}
