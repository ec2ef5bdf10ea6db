package dev.vestibule.flow.step.authenticate;

import dev.vestibule.flow.problem.Nearest;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.StepOptions;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Who the login is about: at most one step decides that, and a domain leads to an option. */
record SubjectCheck(StepOptions options, Findings findings) {

    /** What the step shows by itself. */
    static void checkAlone(AuthenticateStep step, Fields fields) {
        boolean first = fields.context().scope().steps().isEmpty();
        if (!step.choose().isEmpty()) {
            checkRealm(step, fields, first);
        }
        if (step.subject() && !first && step.samePerson() == null) {
            fields.error(
                    "subject",
                    "subject in a later step without same-person",
                    "subject together with same-person, or in the first step",
                    "Add same-person: it says when the account is that of the same user.");
        }
    }

    private static void checkRealm(AuthenticateStep step, Fields fields, boolean first) {
        Set<String> named = Set.copyOf(step.choose().values());
        List<String> unknown =
                named.stream().filter(each -> !step.options().contains(each)).sorted().toList();
        if (!first) {
            fields.error(
                    "choose",
                    "choose in a later step",
                    "choose in the first authenticate step",
                    "Remove it: the user is known already.");
        } else if (!unknown.isEmpty()) {
            fields.error(
                    "choose",
                    unknown.getFirst() + ", which is no option of the step",
                    String.join(", ", step.options()),
                    Nearest.remedy(unknown.getFirst(), step.options(), "Add it to authenticate."));
        } else if (named.containsAll(step.options())) {
            fields.error(
                    "choose",
                    "a domain for every option: users of other domains have none",
                    "an option of authenticate that no domain leads to",
                    "Add one to authenticate, for example password.");
        }
    }

    void check(Flow flow) {
        List<String> subjects = new ArrayList<>();
        flow.forEach((step, path) -> {
            if (step.decidesAccount()) {
                subjects.add(path + ".subject");
                if (flow.place(step.id()) > 0
                        && step.options().stream().anyMatch(options.factors()::containsKey)) {
                    findings.error(
                            path + ".subject",
                            "subject at a step with a factor, which proves the account of the"
                                    + " login",
                            "subject at a step with connections",
                            "Remove the factors, or subject.");
                }
            }
        });
        if (subjects.size() > 1) {
            findings.error(
                    subjects.getLast(),
                    "a second step with subject",
                    "one step that decides whose account it is",
                    "Remove one of the two.");
        }
    }
}
