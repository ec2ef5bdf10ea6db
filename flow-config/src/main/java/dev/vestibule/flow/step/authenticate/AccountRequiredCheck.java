package dev.vestibule.flow.step.authenticate;

import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.StepOptions;
import dev.vestibule.flow.step.authenticate.AccountWays.Account;
import dev.vestibule.flow.step.authenticate.AccountWays.Way;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Proves that no login meets a factor without an account that it could belong to: every option of
 * every earlier step is tried, and each {@code when} is evaluated with what is known then.
 */
record AccountRequiredCheck(StepOptions options, AccountWays known, Findings findings) {
    AccountRequiredCheck(StepOptions options, Findings findings) {
        this(options, new AccountWays(options), findings);
    }

    void check(Flow flow) {
        if (flow.steps().stream().noneMatch(this::namesFactor)) {
            return;
        }
        Map<Integer, Set<Way>> ways = known.through(flow);
        flow.forEach((step, path) -> {
            if (step instanceof AuthenticateStep asked) {
                int place = flow.place(step.id());
                report(asked, ways.getOrDefault(place, Set.of()), path + "." + step.kind());
            }
        });
    }

    private boolean namesFactor(Step step) {
        return step.options().stream().anyMatch(options.factors()::containsKey);
    }

    private void report(AuthenticateStep step, Set<Way> ways, String path) {
        Map<Account, Set<String>> without = new LinkedHashMap<>();
        boolean first = false;
        for (Way way : ways) {
            List<StepOption> factors = onlyFactors(step, way);
            if (AccountWays.applies(step.when(), way).orElse(true) && !factors.isEmpty()) {
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
                                !known.isFactor(offer)
                                        && AccountWays.applies(offer.when(), way).orElse(false));
        return connection
                ? List.of()
                : step.offers().stream()
                        .filter(known::isFactor)
                        .filter(offer -> AccountWays.applies(offer.when(), way).orElse(true))
                        .toList();
    }

    /** The best case of an option that is always offered, or of those that may be. */
    private Account best(List<StepOption> factors, Way way) {
        List<StepOption> certain =
                factors.stream()
                        .filter(offer -> AccountWays.applies(offer.when(), way).orElse(false))
                        .toList();
        return (certain.isEmpty() ? factors : certain)
                .stream()
                        .map(offer -> known.accountFor(offer.id(), way))
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

    private void report(AuthenticateStep step, Map<Account, Set<String>> without, String path) {
        Set<String> never = without.getOrDefault(Account.NO, Set.of());
        Set<String> perhaps = without.getOrDefault(Account.PERHAPS, Set.of());
        if (!never.isEmpty()) {
            findings.error(
                    path,
                    "account-required: step %s needs an account in the directory, and users of %s"
                                    .formatted(step.id(), String.join(", ", never))
                            + " have none: provisioning is off there",
                    "factors for users who have an account",
                    remedy(never.iterator().next()));
        } else if (!perhaps.isEmpty()) {
            findings.warning(
                    path,
                    "account-required: step %s needs an account in the directory, and users of %s"
                                    .formatted(step.id(), String.join(", ", perhaps))
                            + " have none where provisioning.when is not true",
                    "factors for users who have an account",
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
