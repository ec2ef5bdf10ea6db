package dev.vestibule.flow.proof;

import dev.vestibule.flow.proof.Way.Account;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.flow.step.authenticate.StepOption;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Proves that no login meets a factor, or a step about an account, without an account. */
record AccountRequiredCheck(Ways ways, Findings findings) {
    void check(Flow flow) {
        for (int index = 0; index < flow.steps().size(); index++) {
            Step step = flow.steps().get(index);
            String path = flow.path() + "[" + index + "]." + step.kind();
            if (step instanceof AuthenticateStep asked) {
                report(asked, ways.at(index), path);
            } else if (step.needsAccount() && flow.exits(step.id()).failure().refuses()) {
                report(step, without(step, ways.at(index)), path);
            }
        }
    }

    private Map<Account, Set<String>> without(Step step, Set<Way> arriving) {
        Map<Account, Set<String>> without = new LinkedHashMap<>();
        for (Way way : arriving) {
            if (way.first() != null && ways.applies(step, way).orElse(true)) {
                without.computeIfAbsent(way.account(), _ -> new LinkedHashSet<>()).add(way.first());
            }
        }
        return without;
    }

    private void report(AuthenticateStep step, Set<Way> arriving, String path) {
        Map<Account, Set<String>> without = new LinkedHashMap<>();
        boolean first = false;
        for (Way way : arriving) {
            List<StepOption> factors = onlyFactors(step, way);
            if (Ways.applies(step.when(), way).orElse(true) && !factors.isEmpty()) {
                Account best = best(factors, way);
                first |= best == Account.NO && way.first() == null;
                if (way.first() != null) {
                    without.computeIfAbsent(best, _ -> new LinkedHashSet<>()).add(way.first());
                }
            }
        }
        if (first) {
            reportFirst(step, path);
        }
        report(step, without, path);
    }

    /** The factors that are offered where no connection may be; none where one always is. */
    private List<StepOption> onlyFactors(AuthenticateStep step, Way way) {
        boolean connection =
                step.offers().stream()
                        .anyMatch(offer ->
                                !ways.isFactor(offer)
                                        && Ways.applies(offer.when(), way).orElse(false));
        return connection
                ? List.of()
                : step.offers().stream()
                        .filter(ways::isFactor)
                        .filter(offer -> Ways.applies(offer.when(), way).orElse(true))
                        .toList();
    }

    /** The best case of an option that is always offered, or of those that may be. */
    private Account best(List<StepOption> factors, Way way) {
        List<StepOption> certain =
                factors.stream()
                        .filter(offer -> Ways.applies(offer.when(), way).orElse(false))
                        .toList();
        return (certain.isEmpty() ? factors : certain)
                .stream()
                        .map(offer -> ways.accountFor(offer.id(), way))
                        .min(Enum::compareTo)
                        .orElse(Account.YES);
    }

    private void reportFirst(AuthenticateStep step, String path) {
        findings.error(
                path,
                "%s in step %s, where no user is known yet"
                        .formatted(String.join(", ", step.options()), step.id()),
                "a connection, password or passkey in the first step",
                "Put a step before it that identifies the user, for example with password.");
    }

    private void report(Step step, Map<Account, Set<String>> without, String path) {
        String allowed =
                (step.provesIdentity() ? "factors" : step.kind())
                        + " for users who have an account";
        Set<String> never = without.getOrDefault(Account.NO, Set.of());
        Set<String> perhaps = without.getOrDefault(Account.PERHAPS, Set.of());
        if (!never.isEmpty()) {
            findings.error(
                    path,
                    "account-required: step %s needs an account in the directory, and users of %s"
                                    .formatted(step.id(), String.join(", ", never))
                            + " have none: provisioning is off there",
                    allowed,
                    remedy(never.iterator().next()));
        } else if (!perhaps.isEmpty()) {
            findings.warning(
                    path,
                    "account-required: step %s needs an account in the directory, and users of %s"
                                    .formatted(step.id(), String.join(", ", perhaps))
                            + " have none where provisioning.when is not true",
                    allowed,
                    remedy(perhaps.iterator().next()));
        }
    }

    private static String remedy(String connection) {
        return ("Enable connections.%s.provisioning (without a when), let the flow begin with a"
                        + " local account such as password, or skip the step: when:"
                        + " steps.ID.option != \"%s\".")
                .formatted(connection, connection);
    }
}
