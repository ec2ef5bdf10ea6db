package dev.vestibule.flow.step.authenticate;

import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.FlowPaths;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A login belongs to one user: a later step must be possible, and must prove the same user. */
record SamePersonCheck(Map<String, Connection> connections, Findings findings) {
    void check(Flow flow) {
        Set<String> earlier = new LinkedHashSet<>();
        String before = "";
        int steps = 0;
        for (int index = 0; index < flow.steps().size(); index++) {
            if (flow.steps().get(index) instanceof AuthenticateStep step) {
                String path = flow.path() + "[" + index + "]";
                if (step.samePerson() != null) {
                    checkCondition(step.samePerson(), path + ".same-person");
                } else if (!earlier.isEmpty() && !new FlowPaths(flow).reachUnproved(index)) {
                    checkReachable(step, earlier, path + ".authenticate");
                    if (steps == 1 && step.when() == null) {
                        checkDeadEnds(step, before, earlier, path + ".authenticate");
                    }
                }
                before = step.id();
                steps++;
                earlier.addAll(step.options());
            }
        }
    }

    private void checkCondition(Expression condition, String path) {
        Set<String> read = condition.variables();
        if (!read.contains("claims") || !(read.contains("first") || read.contains("account"))) {
            findings.error(
                    path,
                    "a condition that does not compare two identities: any user could complete the"
                            + " login",
                    "an expression on claims and on first.claims or account",
                    "Compare a claim that identifies the user, for example claims.employee_number"
                            + " == first.claims.employee_number.");
        }
    }

    private void checkReachable(AuthenticateStep step, Set<String> earlier, String path) {
        for (String option : step.options()) {
            if (earlier.stream().noneMatch(first -> canBeTheSame(first, option))) {
                findings.warning(
                        path,
                        option
                                + ", with which no user can complete the login: it has another"
                                + " issuer than "
                                + String.join(", ", earlier)
                                + ", and no account can be linked to both",
                        "connections with the same issuer, connections that provision, or"
                                + " same-person",
                        "Add same-person to the step, for example claims.employee_number =="
                                + " first.claims.employee_number.");
            }
        }
    }

    /** A first sign-in after which no option of the second step helps. */
    private void checkDeadEnds(
            AuthenticateStep step, String before, Set<String> earlier, String path) {
        boolean some = earlier.stream().anyMatch(first -> leadsOn(first, before, step));
        for (String first : earlier) {
            if (some && !leadsOn(first, before, step)) {
                findings.warning(
                        path,
                        "no option with which a user who started with "
                                + first
                                + " can complete the login: each has another issuer, and no account"
                                + " can be linked to both",
                        "an option for each connection of the step before, same-person, or a when"
                                + " that skips the step",
                        "Add when: steps.ID.option != \"" + first + "\", or same-person.");
            }
        }
    }

    private boolean leadsOn(String first, String before, AuthenticateStep step) {
        return step.offers().stream()
                .filter(offer -> mayBeOffered(offer, first, before))
                .anyMatch(offer -> canBeTheSame(first, offer.id()));
    }

    private static boolean mayBeOffered(StepOption offer, String first, String before) {
        return offer.when() == null
                || offer.when().testAfter(first, Map.of(before, Optional.of(first))).orElse(true);
    }

    /** An account is linked by connections that provision, and by no others. */
    private boolean canBeTheSame(String first, String later) {
        Connection one = connections.get(first);
        Connection other = connections.get(later);
        return one == null
                || other == null
                || one.provisioning().enabled() && other.provisioning().enabled()
                || one.subjectIssuer().equals(other.subjectIssuer());
    }
}
