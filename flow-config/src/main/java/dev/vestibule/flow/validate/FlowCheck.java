package dev.vestibule.flow.validate;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.model.Flow;
import dev.vestibule.flow.model.Step;

import java.util.List;
import java.util.Map;

/** Proves that no login completes without a sign-in. */
record FlowCheck(Findings findings) {

    void check(Map<String, Flow> flows) {
        flows.values().forEach(this::check);
    }

    private void check(Flow flow) {
        String path = "flows." + flow.id() + ".steps";
        if (findings.isSound(path)) {
            checkAuthenticates(flow.steps(), path);
            checkReachable(flow.steps(), path);
            checkConditions(flow.steps(), path);
        }
    }

    // A condition can be false, so only a step without one is proof that it is passed.
    private void checkAuthenticates(List<Step> steps, String path) {
        boolean proved =
                steps.stream()
                        .anyMatch(step -> step instanceof Step.Authenticate && step.when() == null);
        if (!proved) {
            findings.error(
                    path,
                    "a flow that can end before the user has signed in",
                    "a list with an authenticate step that has no when",
                    "Add one, or remove the when of the first.");
        }
    }

    private void checkReachable(List<Step> steps, String path) {
        for (int index = 0; index < steps.size() - 1; index++) {
            if (steps.get(index) instanceof Step.Deny deny && deny.when() == null) {
                findings.error(
                        path + "[" + (index + 1) + "]",
                        "a step that is never reached: the one before always refuses",
                        "steps that some login reaches",
                        "Give the deny step a when, or remove what follows it.");
                return;
            }
        }
    }

    private void checkConditions(List<Step> steps, String path) {
        for (int index = 0; index < steps.size(); index++) {
            Expression when = steps.get(index).when();
            if (when != null) {
                Constants.check(when, path + "[" + index + "].when", findings);
            }
        }
    }
}
