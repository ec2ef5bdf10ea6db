package dev.vestibule.flow.step.authenticate;

import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.factor.Factor;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.StepOptions;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Proves that no login meets a factor without an account that it could belong to: every option of
 * every earlier step is tried, and each {@code when} is evaluated with what is known then.
 */
record AccountRequiredCheck(StepOptions options, Findings findings) {

    /** More ways through the earlier steps than this are not told apart by their options. */
    private static final int MOST_WAYS = 5_000;

    /**
     * One way through the steps so far.
     *
     * @param first the option that identified the user, null while none has
     * @param account whether the user has an account
     * @param chosen the options that later conditions may ask for, by step; null when they are not
     *     told apart
     */
    private record Way(
            @Nullable String first, Account account, @Nullable Map<String, String> chosen) {}

    /** Whether a user has an account. */
    private enum Account {
        YES,
        /** Only where the provisioning of the connection has a condition that is true. */
        PERHAPS,
        NO
    }

    void check(Flow flow) {
        if (flow.steps().stream().noneMatch(this::namesFactor)) {
            return;
        }
        Set<Way> ways = Set.of(new Way(null, Account.NO, Map.of()));
        for (int index = 0; index < flow.steps().size(); index++) {
            Step step = flow.steps().get(index);
            List<Step> later = flow.steps().subList(index + 1, flow.steps().size());
            if (step instanceof AuthenticateStep asked) {
                report(asked, ways, flow.path() + "[" + index + "]." + step.kind());
            }
            ways = after(step, ways, later);
        }
    }

    private boolean namesFactor(Step step) {
        return step.options().stream().anyMatch(options.factors()::containsKey);
    }

    private Set<Way> after(Step step, Set<Way> ways, List<Step> later) {
        Set<Way> after = new LinkedHashSet<>();
        for (Way way : ways) {
            Optional<Boolean> applies = applies(step.when(), way);
            if (!applies.orElse(false)) {
                after.add(way);
            }
            if (applies.orElse(true) && !step.ends()) {
                after.addAll(through(step, way, later));
            }
        }
        return after.size() <= MOST_WAYS ? after : merged(after);
    }

    private Collection<Way> through(Step step, Way way, List<Step> later) {
        if (!(step instanceof AuthenticateStep asked)) {
            return List.of(way);
        }
        boolean remembered = later.stream().anyMatch(each -> asksFor(each, step.id()));
        return asked.offers().stream()
                .filter(offer -> possible(offer, way))
                .map(offer -> with(step.id(), offer.id(), way, remembered))
                .toList();
    }

    private boolean possible(StepOption offer, Way way) {
        return applies(offer.when(), way).orElse(true)
                && (!isFactor(offer) || accountFor(offer.id(), way) != Account.NO);
    }

    private boolean isFactor(StepOption offer) {
        return options.factors().containsKey(offer.id());
    }

    private Way with(String step, String option, Way way, boolean remembered) {
        Map<String, String> chosen = way.chosen();
        if (remembered && chosen != null) {
            chosen = new HashMap<>(chosen);
            chosen.put(step, option);
        }
        return new Way(
                way.first() == null ? option : way.first(),
                way.account() == Account.YES ? Account.YES : account(option, way.account()),
                chosen);
    }

    private Account account(String option, Account before) {
        Connection connection = options.connections().get(option);
        if (connection == null) {
            return Account.YES;
        }
        if (!connection.provisioning().enabled()) {
            return before;
        }
        return connection.provisioning().when() == null ? Account.YES : Account.PERHAPS;
    }

    /** Whether the user of the way has the account that the factor needs. */
    private Account accountFor(String option, Way way) {
        Factor factor = options.factors().get(option);
        return way.first() == null && factor != null && factor.identifies()
                ? Account.YES
                : way.account();
    }

    private void report(AuthenticateStep step, Set<Way> ways, String path) {
        Map<Account, Set<String>> without = new LinkedHashMap<>();
        boolean first = false;
        for (Way way : ways) {
            List<StepOption> factors = onlyFactors(step, way);
            if (applies(step.when(), way).orElse(true) && !factors.isEmpty()) {
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
                                !isFactor(offer) && applies(offer.when(), way).orElse(false));
        return connection
                ? List.of()
                : step.offers().stream()
                        .filter(this::isFactor)
                        .filter(offer -> applies(offer.when(), way).orElse(true))
                        .toList();
    }

    /** The best case of an option that is always offered, or of those that may be. */
    private Account best(List<StepOption> factors, Way way) {
        List<StepOption> certain =
                factors.stream().filter(offer -> applies(offer.when(), way).orElse(false)).toList();
        return (certain.isEmpty() ? factors : certain)
                .stream()
                        .map(offer -> accountFor(offer.id(), way))
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

    private static Optional<Boolean> applies(@Nullable Expression when, Way way) {
        if (when == null) {
            return Optional.of(true);
        }
        return way.first() == null || way.chosen() == null
                ? Optional.empty()
                : when.testAfter(way.first(), way.chosen());
    }

    private static boolean asksFor(Step later, String step) {
        return asksFor(later.when(), step)
                || later instanceof AuthenticateStep asked
                        && asked.offers().stream().anyMatch(each -> asksFor(each.when(), step));
    }

    private static boolean asksFor(@Nullable Expression when, String step) {
        return when != null && when.source().contains(step);
    }

    /**
     * Fewer ways, which leave open what was chosen: the check then says too much, never too little.
     */
    private static Set<Way> merged(Set<Way> ways) {
        Set<Way> merged = new LinkedHashSet<>();
        ways.forEach(way -> merged.add(new Way(way.first(), way.account(), null)));
        return merged;
    }
}
