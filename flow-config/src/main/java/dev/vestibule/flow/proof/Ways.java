package dev.vestibule.flow.proof;

import dev.vestibule.flow.expression.Expression;
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
    private final SignIns signIns;
    private final FlowUse use;
    private final Set<String> asked = new HashSet<>();
    private final List<Set<Way>> arriving = new ArrayList<>();
    private final Queue<Visit> visits = new ArrayDeque<>();

    private record Visit(int index, Way way) {}

    private Ways(Flow flow, StepOptions options, FlowUse use) {
        this.flow = flow;
        this.signIns = new SignIns(options);
        this.use = use;
        asked.addAll(use.asked());
        conditions().forEach(each -> asked.addAll(each.steps()));
        for (int index = 0; index <= flow.steps().size(); index++) {
            arriving.add(new LinkedHashSet<>());
        }
    }

    /** Tries every way of a login that begins with nothing, or continues a session of the flow. */
    static Ways through(Flow flow, StepOptions options, FlowUse use) {
        Ways ways = new Ways(flow, options, use);
        ways.arrive(0, Way.START);
        ways.walk();
        return ways;
    }

    /** Tries also those on which a rule continues a session of another flow. */
    void resume(Ways other) {
        for (Way way : other.completed()) {
            use.resumed(other.flow, way).forEach(resumed -> arrive(0, resumed));
        }
        walk();
    }

    private void walk() {
        for (Visit next = visits.poll(); next != null; next = visits.poll()) {
            visit(next.index(), next.way());
        }
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
        return when == null ? Optional.of(true) : when.testAfter(way.user(), way.chosen());
    }

    /** The same for a step, which a level or a rule makes apply whatever its condition is. */
    Optional<Boolean> applies(Step step, Way way) {
        Optional<Boolean> value = applies(step.when(), way);
        if (!step.appliesWhenUnknown()) {
            return value;
        }
        if (way.again() != null && way.again().contains(step.id())) {
            return Optional.of(true);
        }
        return use.levels().contains(step.id()) ? value.filter(Boolean::booleanValue) : value;
    }

    boolean isFactor(StepOption offer) {
        return signIns.isFactor(offer.id());
    }

    /** Whether the user of the way has the account that the option needs. */
    Account accountFor(String option, Way way) {
        return signIns.account(option, way);
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
        if (!known.add(told)) {
            return;
        }
        if (index < flow.steps().size()) {
            visits.add(new Visit(index, told));
        } else {
            end(told);
        }
    }

    /** A level needs its steps on each way; a rule can continue the session of the login. */
    private void end(Way way) {
        for (int index = 0; index < flow.steps().size(); index++) {
            String step = flow.steps().get(index).id();
            boolean forced =
                    use.levels().contains(step)
                            || way.again() != null && way.again().contains(step);
            if (forced && !way.isPast(step)) {
                arrive(index, way);
            }
        }
        use.resumed(flow, way).forEach(resumed -> arrive(0, resumed));
    }

    /** Where a login is after the step: the only place that knows the order of steps. */
    private void visit(int index, Way way) {
        Step step = flow.steps().get(index);
        Exits exits = flow.exits(step.id());
        if (way.isPast(step.id())) {
            boolean done = way.with(step.id(), Optional.empty()).equals(way);
            leave(index, done ? exits.failure() : exits.success(), way);
            return;
        }
        Optional<Boolean> applies = applies(step, way);
        if (!applies.orElse(false)) {
            arrive(index + 1, way);
        }
        if (applies.orElse(true)) {
            if (!step.ends()) {
                completed(step, way)
                        .forEach(after -> {
                            leave(index, exits.success(), after);
                            reread(index, way, after);
                        });
            }
            leave(index, exits.failure(), remembered(way, step, Optional.empty()));
        }
    }

    /** A condition that was not true can be true of another user. */
    private void reread(int index, Way before, Way after) {
        if (before.user() == null || before.user().equals(after.user())) {
            return;
        }
        for (int earlier = 0; earlier < index; earlier++) {
            Step step = flow.steps().get(earlier);
            if (step.when() != null && !after.isPast(step.id())) {
                arrive(earlier, after);
            }
        }
    }

    /** A way back leaves nothing completed in the steps that it repeats. */
    private void leave(int index, Exit exit, Way way) {
        int target = exit.step() == null ? index + 1 : flow.place(exit.step());
        if (exit.refuses() || target < 0) {
            return;
        }
        if (target > index) {
            arrive(target, way);
            return;
        }
        Set<String> undone = new HashSet<>();
        flow.steps().subList(target, index + 1).forEach(step -> undone.add(step.id()));
        arrive(target, way.without(undone).returned());
    }

    private Collection<Way> completed(Step step, Way way) {
        if (!(step instanceof AuthenticateStep authenticate)) {
            return List.of(remembered(way, step, Optional.of(step.kind())));
        }
        Stream<Way> chosen =
                authenticate.offers().stream()
                        .filter(offer -> possible(offer, way))
                        .flatMap(offer ->
                                signIns.after(authenticate, offer.id(), way)
                                        .map(after ->
                                                remembered(after, step, Optional.of(offer.id()))));
        return Stream.concat(chosen, onKnownDevice(authenticate, way)).toList();
    }

    /** A device that the account has called its own completes the step without an option. */
    private Stream<Way> onKnownDevice(AuthenticateStep step, Way way) {
        return step.rememberDevice() == null || way.account() != Account.YES
                ? Stream.empty()
                : Stream.of(remembered(way, step, Optional.of(AuthenticateStep.REMEMBERED_DEVICE)));
    }

    private Way remembered(Way way, Step step, Optional<String> completed) {
        return asked.contains(step.id()) ? way.with(step.id(), completed) : way;
    }

    private boolean possible(StepOption offer, Way way) {
        return applies(offer.when(), way).orElse(true)
                && (!isFactor(offer) || accountFor(offer.id(), way) == Account.YES);
    }
}
