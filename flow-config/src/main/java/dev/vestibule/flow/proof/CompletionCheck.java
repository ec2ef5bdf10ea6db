package dev.vestibule.flow.proof;

import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;

/** Proves that every step is reached by some login, and that none completes without a sign-in. */
record CompletionCheck(Ways ways, Findings findings) {
    void check(Flow flow) {
        // A way back undoes a sign-in: FlowCheck looks at flows with such steps.
        boolean straight = flow.course().exits().isEmpty();
        if (straight && ways.completed().stream().anyMatch(way -> way.first() == null)) {
            findings.error(
                    flow.path(),
                    "a flow that can end before the user has signed in",
                    "a list with an authenticate step that has no when",
                    "Add one, or remove the when of the first.");
        }
        for (int index = 1; index < flow.steps().size(); index++) {
            if (ways.at(index).isEmpty()) {
                unreached(flow, index);
                return;
            }
        }
        if (ways.completed().isEmpty() && flow.steps().stream().noneMatch(this::isConstant)) {
            findings.warning(
                    flow.path(),
                    "a flow that no login completes: each is refused",
                    "steps that some login completes",
                    "Give the step that refuses a when that is not true for every login.");
        }
    }

    /** Has a problem of its own. */
    private boolean isConstant(Step step) {
        return step.when() != null && step.when().variables().isEmpty();
    }

    private void unreached(Flow flow, int index) {
        findings.error(
                flow.path() + "[" + index + "]",
                "a step that is never reached: every login has ended before",
                "steps that some login reaches",
                "Change the conditions of the steps before it, or remove it.");
    }
}
