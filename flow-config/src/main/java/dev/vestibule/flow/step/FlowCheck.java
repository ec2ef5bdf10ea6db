package dev.vestibule.flow.step;

import dev.vestibule.flow.problem.Nearest;
import dev.vestibule.flow.schema.Findings;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Proves that no login completes without a sign-in. */
record FlowCheck(Findings findings) {
    void check(Flow flow) {
        if (findings.isSound(flow.path())) {
            new ExitCheck(findings).check(flow);
            if (findings.isSound(flow.path())) {
                checkAuthenticates(flow);
            }
            checkLevels(flow);
            flow.forEach((step, path) -> findings.constant(step.when(), path + ".when"));
        }
    }

    // A condition can be false, so only a step without one is proof that it is passed. Where no
    // step leads elsewhere, conditions are evaluated, see the package proof.
    private void checkAuthenticates(Flow flow) {
        if (flow.course().exits().isEmpty()) {
            return;
        }
        boolean proves =
                flow.steps().stream()
                        .anyMatch(step -> step.provesIdentity() && step.when() == null);
        boolean unproved = new FlowPaths(flow).endUnproved();
        if (!proves || unproved && !new ExitCheck(findings).reportUnproved(flow)) {
            findings.error(
                    flow.path(),
                    "a flow that can end before the user has signed in",
                    "a list with an authenticate step that has no when",
                    "Add one, or remove the when of the first.");
        }
    }

    private void checkLevels(Flow flow) {
        Set<String> known =
                flow.steps().stream()
                        .filter(step -> step.provesIdentity() && step.isNamed())
                        .map(Step::id)
                        .collect(Collectors.toCollection(TreeSet::new));
        flow.acr()
                .levels()
                .forEach((level, steps) -> {
                    for (int index = 0; index < steps.size(); index++) {
                        String step = steps.get(index);
                        boolean proofless = flow.stepIds().contains(step);
                        if (!known.contains(step)) {
                            findings.error(
                                    "flows.%s.acr.%s[%d]".formatted(flow.id(), level, index),
                                    proofless
                                            ? step + ", which proves nothing about the user"
                                            : step + ", which is no step of the flow",
                                    String.join(", ", known),
                                    proofless
                                            ? "Remove it from the level: a level lists the steps in"
                                                    + " which the user signs in."
                                            : Nearest.remedy(
                                                    step, known, "Name a step that has this id."));
                        }
                    }
                });
    }
}
