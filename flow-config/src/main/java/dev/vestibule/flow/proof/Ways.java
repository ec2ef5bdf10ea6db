package dev.vestibule.flow.proof;

import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.factor.Factor;
import dev.vestibule.flow.proof.Way.Account;
import dev.vestibule.flow.step.Exits;
import dev.vestibule.flow.step.Exits.Exit;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.StepOptions;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.flow.step.authenticate.StepOption;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every way through a flow: each option of each step is tried, and each condition is evaluated with
 * what is known then. A condition that depends on more, or may fail, can be true and false.
 */
final class Ways {
    /** More ways to one step than this are not told apart by their options. */
    private static final int MOST = 2_000;

    private final Flow flow;
    private final StepOptions options;
    private final FlowUse use;
    private final Set<String> asked = new HashSet<>();
    private final List<Set<Way>> arriving = new ArrayList<>();
    private final Queue<Visit> visits = new ArrayDeque<>();

    private record Visit(int index, Way way) {}

    private Ways(Flow flow, StepOptions options, FlowUse use) {
        this.flow = flow;
        this.options = options;
        this.use = use;
        asked.addAll(use.asked());
        conditions().forEach(each -> asked.addAll(each.steps()));
        for (int index = 0; index <= flow.steps().size(); index++) {
            arriving.add(new LinkedHashSet<>());
        }
    }

    /** Tries every way. */
    static Ways through(Flow flow, StepOptions options, FlowUse use) {
        Ways ways = new Ways(flow, options, use);
        ways.arrive(0, Way.START);
        for (Visit next = ways.visits.poll(); next != null; next = ways.visits.poll()) {
            ways.visit(next.index(), next.way());
        }
        return ways;
    }

    /** The ways on which a login can reach this step. */
    Set<Way> at(int index) {
        return arriving.get(index);
    }

    /** The ways on which a login can complete. */
    Set<Way> completed() {
        return arriving.getLast();
    }

    /** The value of the condition; empty if it depends on what is not known, or may fail. */
    static Optional<Boolean> applies(@Nullable Expression when, Way way) {
        return when == null ? Optional.of(true) : when.testAfter(way.first(), way.chosen());
    }

    /** The same for a step, which a requested level makes apply whatever its condition is. */
    Optional<Boolean> applies(Step step, Way way) {
        Optional<Boolean> value = applies(step.when(), way);
        return use.forced().contains(step.id()) && step.appliesWhenUnknown()
                ? value.filter(Boolean::booleanValue)
                : value;
    }

    boolean isFactor(StepOption offer) {
        return options.factors().containsKey(offer.id());
    }

    /** Whether the user of the way has the account that the factor needs. */
    Account accountFor(String option, Way way) {
        Factor factor = options.factors().get(option);
        return way.first() == null && factor != null && factor.identifies()
                ? Account.YES
                : way.account();
    }

    private Stream<Expression> conditions() {
        return flow.steps().stream()
                .flatMap(step -> Stream.concat(Stream.ofNullable(step.when()), offered(step)));
    }

    private static Stream<Expression> offered(Step step) {
        return step instanceof AuthenticateStep asked
                ? asked.offers().stream().map(StepOption::when).filter(Objects::nonNull)
                : Stream.empty();
    }

    private void arrive(int index, Way way) {
        Set<Way> known = arriving.get(index);
        Way told = known.size() < MOST ? way : way.untold();
        if (known.add(told) && index < flow.steps().size()) {
            visits.add(new Visit(index, told));
        }
    }

    /** Where a login is after the step: the only place that knows the order of steps. */
    private void visit(int index, Way way) {
        Step step = flow.steps().get(index);
        Exits exits = flow.exits(step.id());
        Optional<Boolean> applies = applies(step, way);
        if (!applies.orElse(false)) {
            arrive(index + 1, way);
        }
        if (applies.orElse(true)) {
            if (!step.ends()) {
                completed(step, way).forEach(after -> leave(index, exits.success(), after));
            }
            leave(index, exits.failure(), way);
        }
    }

    /** A way back leaves nothing completed in the steps that it repeats. */
    private void leave(int index, Exit exit, Way way) {
        int target = exit.step() == null ? index + 1 : flow.place(exit.step());
        if (exit.refuses() || target < 0) {
            return;
        }
        Way left = way;
        for (int undone = target; undone <= index; undone++) {
            left = left.without(flow.steps().get(undone).id());
        }
        arrive(target, left);
    }

    private Collection<Way> completed(Step step, Way way) {
        if (!(step instanceof AuthenticateStep authenticate)) {
            return List.of(remembered(way, step, step.kind()));
        }
        Stream<Way> chosen =
                authenticate.offers().stream()
                        .filter(offer -> possible(offer, way))
                        .map(offer ->
                                remembered(way, step, offer.id())
                                        .signedIn(offer.id(), account(offer.id(), way.account())));
        return Stream.concat(chosen, onKnownDevice(authenticate, way)).toList();
    }

    /** A device that the account has called its own completes the step without an option. */
    private Stream<Way> onKnownDevice(AuthenticateStep step, Way way) {
        return step.rememberDevice() == null || way.account() == Account.NO
                ? Stream.empty()
                : Stream.of(remembered(way, step, AuthenticateStep.REMEMBERED_DEVICE));
    }

    private Way remembered(Way way, Step step, String completed) {
        return asked.contains(step.id()) ? way.with(step.id(), completed) : way;
    }

    private boolean possible(StepOption offer, Way way) {
        return applies(offer.when(), way).orElse(true)
                && (!isFactor(offer) || accountFor(offer.id(), way) != Account.NO);
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
}
