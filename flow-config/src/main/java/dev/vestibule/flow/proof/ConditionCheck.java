package dev.vestibule.flow.proof;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.flow.step.authenticate.StepOption;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds conditions that are the same on every way, and options that are never offered. */
record ConditionCheck(Ways ways, Findings findings) {
    void check(Flow flow) {
        boolean fixed = signsInOnce(flow);
        for (int index = 0; index < flow.steps().size(); index++) {
            Step step = flow.steps().get(index);
            String path = flow.path() + "[" + index + "]";
            Set<Way> arriving = ways.at(index);
            if (isSettled(step.when(), fixed)) {
                constant(arriving, way -> ways.applies(step, way), path + ".when");
            }
            if (step instanceof AuthenticateStep authenticate) {
                checkOffers(authenticate, fixed, arriving, path + "." + step.kind());
            }
        }
    }

    /** Whether no later sign-in can change the connection. */
    static boolean signsInOnce(Flow flow) {
        return flow.course().exits().isEmpty()
                && flow.steps().stream().filter(Step::provesIdentity).count() < 2;
    }

    /** A later sign-in can change the connection, and the condition is evaluated again then. */
    private static boolean isSettled(@Nullable Expression when, boolean fixed) {
        return when != null
                && !when.variables().isEmpty()
                && (fixed || !when.variables().contains("connection"));
    }

    private void constant(
            Collection<Way> arriving, Function<Way, Optional<Boolean>> value, String path) {
        Set<Optional<Boolean>> values = arriving.stream().map(value).collect(Collectors.toSet());
        if (values.size() != 1) {
            return;
        }
        values.iterator()
                .next()
                .ifPresent(always ->
                        findings.warning(
                                path,
                                always
                                        ? "a condition that is true for every login that comes here"
                                        : "a condition that is true for no login: whatever the steps before"
                                                + " were completed with, it is false",
                                "a condition that is true for some logins, and false for others",
                                always
                                        ? "Remove the when, or change it."
                                        : "Change it, or remove what it belongs to."));
    }

    private void checkOffers(AuthenticateStep step, boolean fixed, Set<Way> arriving, String path) {
        boolean first =
                !arriving.isEmpty() && arriving.stream().allMatch(way -> way.user() == null);
        for (int index = 0; index < step.offers().size(); index++) {
            StepOption offer = step.offers().get(index);
            String place = "%s[%d]".formatted(path, index);
            if (isSettled(offer.when(), fixed)) {
                constant(
                        arriving,
                        way -> Ways.applies(offer.when(), way),
                        place + "." + offer.id() + ".when");
            }
            if (first
                    && arriving.stream()
                            .allMatch(way ->
                                    ways.isFactor(offer)
                                            && ways.accountFor(offer.id(), way)
                                                    == Way.Account.NO)) {
                neverOffered(step, offer, place);
            }
        }
    }

    private void neverOffered(AuthenticateStep step, StepOption offer, String path) {
        findings.warning(
                path,
                "%s in step %s, where no user is known yet: it is never offered"
                        .formatted(offer.id(), step.id()),
                "a connection, password or passkey in the first step",
                "Move it to a later step, or remove it.");
    }
}
