package dev.vestibule.flow.validate;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.model.Connection;
import dev.vestibule.flow.model.Flow;
import dev.vestibule.flow.model.FlowConfig;
import dev.vestibule.flow.model.Step;

import java.util.LinkedHashSet;
import java.util.Set;

/** A login belongs to one user: a later step must be possible, and must prove the same user. */
record SamePersonCheck(FlowConfig config, Findings findings) {

    void check() {
        config.flows().values().forEach(this::check);
    }

    private void check(Flow flow) {
        Set<String> earlier = new LinkedHashSet<>();
        int steps = 0;
        for (int index = 0; index < flow.steps().size(); index++) {
            if (flow.steps().get(index) instanceof Step.Authenticate step) {
                String path = "flows." + flow.id() + ".steps[" + index + "]";
                if (step.samePerson() != null) {
                    checkCondition(step.samePerson(), path + ".same-person");
                } else if (!earlier.isEmpty()) {
                    checkReachable(step, earlier, path + ".authenticate");
                    if (steps == 1 && step.when() == null) {
                        checkDeadEnds(step, earlier, path + ".authenticate");
                    }
                }
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

    private void checkReachable(Step.Authenticate step, Set<String> earlier, String path) {
        for (String option : step.options()) {
            boolean reachable = earlier.stream().anyMatch(first -> canBeTheSame(first, option));
            if (!reachable) {
                findings.warning(
                        path,
                        option
                                + ", with which no user can complete the login: it has another issuer than "
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
    private void checkDeadEnds(Step.Authenticate step, Set<String> earlier, String path) {
        boolean some = earlier.stream().anyMatch(first -> leadsOn(first, step));
        for (String first : earlier) {
            if (some && !leadsOn(first, step)) {
                findings.warning(
                        path,
                        "no option with which a user who started with "
                                + first
                                + " can complete the login: each has another issuer, and no account can be linked"
                                + " to both",
                        "an option for each connection of the step before, same-person, or a when that"
                                + " skips the step",
                        "Add when: steps.ID.option != \"" + first + "\", or same-person.");
            }
        }
    }

    private boolean leadsOn(String first, Step.Authenticate step) {
        return step.options().stream().anyMatch(option -> canBeTheSame(first, option));
    }

    /** An account is linked by connections that provision, and by no others. */
    private boolean canBeTheSame(String first, String later) {
        Connection one = config.connections().get(first);
        Connection other = config.connections().get(later);
        if (one == null || other == null) {
            return true;
        }
        return one.provisioning().enabled() && other.provisioning().enabled()
                || issuer(one).equals(issuer(other));
    }

    private static String issuer(Connection connection) {
        return switch (connection) {
            case Connection.Oidc oidc -> oidc.issuer().toString();
        };
    }
}
