package dev.vestibule.flow.step.authenticate;

import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.factor.Factor;
import dev.vestibule.flow.step.Exits;
import dev.vestibule.flow.step.Exits.Exit;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.StepOptions;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ways through a flow, told apart by what is chosen in its steps: every option of every step is
 * tried, and each {@code when} is evaluated with what is known then.
 */
record AccountWays(StepOptions options) {
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
    record Way(@Nullable String first, Account account, @Nullable Map<String, String> chosen) {
        /** The same, whose options are not told apart: the check then says too much. */
        Way untold() {
            return new Way(first, account, null);
        }

        Way without(String step) {
            if (chosen == null || !chosen.containsKey(step)) {
                return this;
            }
            Map<String, String> left = new HashMap<>(chosen);
            left.remove(step);
            return new Way(first, account, left);
        }
    }

    /** Whether a user has an account. */
    enum Account {
        YES,
        /** Only where the provisioning of the connection has a condition that is true. */
        PERHAPS,
        NO
    }

    /** A way that has come to a place. */
    private record Stand(int place, Way way) {}

    /** The ways that come to each place, from wherever they come. */
    Map<Integer, Set<Way>> through(Flow flow) {
        Map<Integer, Set<Way>> ways = new HashMap<>();
        Deque<Stand> next = new ArrayDeque<>();
        next.add(new Stand(0, new Way(null, Account.NO, Map.of())));
        int known = 0;
        while (!next.isEmpty()) {
            Stand stand = next.remove();
            Way way = known < MOST_WAYS ? stand.way() : stand.way().untold();
            if (stand.place() < flow.steps().size()
                    && ways.computeIfAbsent(stand.place(), _ -> new LinkedHashSet<>()).add(way)) {
                known++;
                next.addAll(after(flow, stand.place(), way));
            }
        }
        return ways;
    }

    private List<Stand> after(Flow flow, int place, Way way) {
        Step step = flow.steps().get(place);
        Exits exits = flow.exits(step.id());
        List<Stand> after = new ArrayList<>();
        Optional<Boolean> applies = applies(step.when(), way);
        if (!applies.orElse(false)) {
            after.add(new Stand(place + 1, way));
        }
        if (applies.orElse(true)) {
            if (!step.ends()) {
                through(flow, step, way)
                        .forEach(
                                passed -> after.addAll(left(flow, place, exits.success(), passed)));
            }
            after.addAll(left(flow, place, exits.failure(), way));
        }
        return after;
    }

    /** A way back leaves nothing chosen in the steps that it repeats; who the user is stays. */
    private static List<Stand> left(Flow flow, int place, Exit exit, Way way) {
        int target = exit.step() == null ? place + 1 : flow.place(exit.step());
        if (exit.refuses() || target < 0) {
            return List.of();
        }
        Way left = way;
        for (int undone = target; undone <= place; undone++) {
            left = left.without(flow.steps().get(undone).id());
        }
        return List.of(new Stand(target, left));
    }

    private Collection<Way> through(Flow flow, Step step, Way way) {
        if (!(step instanceof AuthenticateStep asked)) {
            return List.of(way);
        }
        boolean remembered = flow.steps().stream().anyMatch(each -> asksFor(each, step.id()));
        return asked.offers().stream()
                .filter(offer -> possible(offer, way))
                .map(offer -> with(step.id(), offer.id(), way, remembered))
                .toList();
    }

    private boolean possible(StepOption offer, Way way) {
        return applies(offer.when(), way).orElse(true)
                && (!isFactor(offer) || accountFor(offer.id(), way) != Account.NO);
    }

    boolean isFactor(StepOption offer) {
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
    Account accountFor(String option, Way way) {
        Factor factor = options.factors().get(option);
        return way.first() == null && factor != null && factor.identifies()
                ? Account.YES
                : way.account();
    }

    static Optional<Boolean> applies(@Nullable Expression when, Way way) {
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
}
