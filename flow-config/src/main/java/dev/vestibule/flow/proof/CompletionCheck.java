package dev.vestibule.flow.proof;

import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.FlowPaths;
import dev.vestibule.flow.step.Step;

/** Proves that every step is reached by some login, and none of them without its sign-in. */
record CompletionCheck(Ways ways, Findings findings) {
    void check(Flow flow) {
        // A way back undoes a sign-in: FlowCheck looks at flows with such steps.
        boolean straight = flow.course().exits().isEmpty();
        if (straight && ways.completed().stream().anyMatch(way -> way.user() == null)) {
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
        flow.forEach((step, path) -> {
            if (step.needsUser() && reachedEarly(flow, step)) {
                early(step, path + "." + step.kind());
            }
        });
        if (ways.completed().isEmpty() && flow.steps().stream().noneMatch(this::isConstant)) {
            findings.warning(
                    flow.path(),
                    "a flow that no login completes: each is refused",
                    "steps that some login completes",
                    "Give the step that refuses a when that is not true for every login.");
        }
    }

    /** Whether a login comes to the step while nothing proves who the user is. */
    private boolean reachedEarly(Flow flow, Step step) {
        int place = flow.place(step.id());
        return new FlowPaths(flow).reachUnproved(place)
                && ways.at(place).stream()
                        .filter(way -> way.user() == null || way.ledBack())
                        .anyMatch(way -> ways.applies(step, way).orElse(true));
    }

    private void early(Step step, String path) {
        findings.warning(
                path,
                "%s, to which a login can come before the user has signed in: it is refused there"
                        .formatted(step.kind()),
                step.kind() + " behind a sign-in on every way",
                "Lead such logins past it, for example with when: has(steps.ID) && …, or change"
                        + " the on-failure before it.");
    }

    /** Has a problem of its own. */
    private boolean isConstant(Step step) {
        return step.when() != null && step.when().variables().isEmpty();
    }

    private void unreached(Flow flow, int index) {
        Step before = flow.steps().get(index - 1);
        boolean refused = before.ends() && before.when() == null;
        boolean leads = new FlowPaths(flow).reach(index);
        String why =
                leads
                        ? "every login has ended before"
                        : refused ? "the one before always refuses" : "no step leads to it";
        String remedy =
                leads
                        ? "Change the conditions of the steps before it, or remove it."
                        : refused
                                ? "Give the %s step a when, or remove what follows it."
                                        .formatted(before.kind())
                                : "Remove it, or lead a step to it.";
        findings.error(
                flow.path() + "[" + index + "]",
                "a step that is never reached: " + why,
                "steps that some login reaches",
                remedy);
    }
}
