package dev.vestibule.flow.proof;

import static java.util.Objects.requireNonNull;

import dev.vestibule.flow.EvaluationFixture;
import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.app.App;
import dev.vestibule.flow.evaluate.AccessDecision;
import dev.vestibule.flow.evaluate.AccessEvaluator;
import dev.vestibule.flow.evaluate.Decision;
import dev.vestibule.flow.evaluate.FlowEvaluator;
import dev.vestibule.flow.evaluate.Passage;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.EvaluationContext.AccountFacts;
import dev.vestibule.flow.expression.facts.EvaluationContext.AcrFacts;
import dev.vestibule.flow.expression.facts.EvaluationContext.RequestFacts;
import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.expression.facts.ExpressionException;
import dev.vestibule.flow.expression.facts.Parameters;
import dev.vestibule.flow.expression.facts.Trail;
import dev.vestibule.flow.factor.Factor;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.step.Exits.Ends;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.flow.step.authenticate.StepOption;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Plays every login of a flow with the evaluator of the gateway: each option, each failure, each
 * user of a few, each from two addresses, also those that continue a session.
 */
final class EveryLogin {
    private static final int MOST = 4_000;
    private static final List<Map<String, Object>> USERS =
            List.of(
                    Map.of("sub", "1", "staff", true, "level", "low"),
                    Map.of("sub", "1", "staff", false));

    private final FlowConfig config;
    private final Flow flow;
    private final AccessEvaluator access = new AccessEvaluator();
    private final FlowEvaluator evaluator = new FlowEvaluator();
    private final Set<Login> known = new HashSet<>();
    private final Deque<Login> next = new ArrayDeque<>();

    /** Indexes of steps that a login came to. */
    final Set<Integer> reached = new HashSet<>();

    /** Indexes of steps that a login came to without the account that they need. */
    final Map<Integer, Login> withoutAccount = new HashMap<>();

    /** What conditions resulted in, by their paths; empty for a failure. */
    final Map<String, Set<String>> values = new HashMap<>();

    /** Paths of options that were offered to a user who could use them. */
    final Set<String> offered = new HashSet<>();

    final Set<Login> completed = new HashSet<>();

    /**
     * Indexes of steps at which a login was refused since no user had signed in; -1 for the end.
     */
    final Map<Integer, Login> unproved = new HashMap<>();

    /**
     * @param connection of the identity that the account, or else the first, belongs to
     * @param again the steps that must be completed again
     * @param ip the address of the browser: the same in all of the login
     */
    record Login(
            Passage passage,
            @Nullable String connection,
            @Nullable Map<String, Object> claims,
            boolean account,
            List<String> acr,
            Set<String> again,
            String ip) {
        Login at(Passage other) {
            return new Login(other, connection, claims, account, acr, again, ip);
        }
    }

    EveryLogin(FlowConfig config) {
        this.config = config;
        this.flow = config.flow("f");
    }

    /** False where there are too many to play them all. */
    boolean play() {
        for (List<String> acr : levels()) {
            for (String ip : List.of("10.0.0.1", "10.9.9.9")) {
                Passage none = new Passage(Map.of(), Trail.NONE);
                add(new Login(none, null, null, false, acr, Set.of(), ip));
            }
        }
        while (!next.isEmpty() && known.size() < MOST) {
            Login login = next.remove();
            step(login, facts(login, true));
            if (login.account()) {
                step(login, facts(login, false));
            }
        }
        return next.isEmpty();
    }

    private List<List<String>> levels() {
        return flow.acr().levels().isEmpty()
                ? List.of(List.of())
                : List.of(List.of(), List.copyOf(flow.acr().levels().keySet()));
    }

    private void add(Login login) {
        if (known.add(login)) {
            next.add(login);
        }
    }

    private void step(Login login, EvaluationContext facts) {
        int place = read(login, facts);
        switch (evaluator.decide(flow, facts, step -> login.again().contains(step.id()))) {
            case Decision.Run(var step) -> {
                reached.add(flow.place(step.id()));
                run(login, facts, step);
            }
            case Decision.Complete() -> complete(login, facts);
            case Decision.Deny(var message) -> {
                if (message.contains("signed in")) {
                    unproved.putIfAbsent(place, login);
                }
            }
        }
    }

    private void complete(Login login, EvaluationContext facts) {
        completed.add(login);
        App app = requireNonNull(config.apps().get("wiki"));
        for (int index = 0; index < app.access().size(); index++) {
            note("rule" + index, app.access().get(index).condition(), facts.afterLogin());
        }
        for (Instant now : List.of(facts.now(), facts.now().plusSeconds(3_600))) {
            if (access.decide(app, at(facts, now), true)
                    instanceof AccessDecision.StepUpNeeded(_, var again, _)) {
                resume(login, again);
            }
        }
    }

    private static EvaluationContext at(EvaluationContext facts, Instant now) {
        return new EvaluationContext(
                facts.request(),
                facts.claims(),
                facts.connection(),
                facts.account(),
                facts.steps(),
                facts.app(),
                now,
                null,
                facts.acr());
    }

    private void resume(Login login, Set<String> again) {
        Map<String, StepFacts> kept = new HashMap<>(login.passage().steps());
        kept.keySet().removeAll(again);
        add(
                new Login(
                        new Passage(kept, Trail.NONE),
                        login.connection(),
                        login.claims(),
                        login.account(),
                        List.of(),
                        again,
                        login.ip()));
    }

    /** Notes the conditions on the way to the step that is next; -1 for the end. */
    private int read(Login login, EvaluationContext facts) {
        int place = 0;
        while (place < flow.steps().size()) {
            Step step = flow.steps().get(place);
            boolean done = login.passage().steps().containsKey(step.id());
            if (!done && !login.passage().trail().failed().contains(step.id())) {
                note("steps[" + place + "].when", step.when(), facts);
                if (Expression.holds(step.when(), facts, step.appliesWhenUnknown())) {
                    return place;
                }
                place++;
                continue;
            }
            var exits = flow.exits(step.id());
            var exit = done ? exits.success() : exits.failure();
            int target = exit.step() == null ? place + 1 : flow.place(exit.step());
            if (exit.refuses() || target <= place) {
                return -1;
            }
            place = target;
        }
        return -1;
    }

    private void note(String path, @Nullable Expression condition, EvaluationContext facts) {
        if (condition != null) {
            values.computeIfAbsent(path, _ -> new HashSet<>()).add(value(condition, facts));
        }
    }

    private static String value(Expression condition, EvaluationContext facts) {
        try {
            return String.valueOf(condition.test(facts));
        } catch (ExpressionException failed) {
            return "failed";
        }
    }

    private void run(Login login, EvaluationContext facts, Step step) {
        int place = flow.place(step.id());
        if (step instanceof AuthenticateStep asked) {
            authenticate(login, facts, asked, place);
        } else if (step.needsAccount() && !login.account()) {
            if (!Passage.survives(flow, login.passage().trail(), step.id())) {
                withoutAccount.putIfAbsent(place, login);
            }
        } else if (!step.ends()) {
            StepFacts done = StepFacts.valued(step.kind(), EvaluationFixture.NOW, Map.of("v", "1"));
            add(login.at(login.passage().passed(flow, step.id(), done)));
        }
        if (mayFail(step) && Passage.survives(flow, login.passage().trail(), step.id())) {
            add(login.at(login.passage().failed(flow, step.id())));
        }
    }

    private static boolean mayFail(Step step) {
        return dev.vestibule.flow.StandardTypes.steps().types().stream()
                .anyMatch(type ->
                        type.key().equals(step.kind()) && type.ends() == Ends.COMPLETED_OR_NOT);
    }

    private void authenticate(
            Login login, EvaluationContext facts, AuthenticateStep step, int place) {
        for (int index = 0; index < step.offers().size(); index++) {
            StepOption offer = step.offers().get(index);
            note("steps[%d].%s.when".formatted(place, offer.id()), offer.when(), facts);
        }
        List<String> offers = step.offering(facts).options();
        List<String> usable = offers.stream().filter(option -> canUse(login, option)).toList();
        usable.forEach(option -> offered.add("steps[%d].%s".formatted(place, option)));
        if (usable.isEmpty() && !offers.isEmpty()) {
            withoutAccount.putIfAbsent(place, login);
        }
        for (String option : usable) {
            for (Login after : signedIn(login, step, option)) {
                add(after);
            }
        }
        if (step.rememberDevice() != null && login.account()) {
            add(login.at(passed(login, step, AuthenticateStep.REMEMBERED_DEVICE)));
        }
    }

    private boolean canUse(Login login, String option) {
        Factor factor = config.factors().get(option);
        return factor == null
                || login.account()
                || login.connection() == null && factor.identifies();
    }

    private List<Login> signedIn(Login login, AuthenticateStep step, String option) {
        Passage passage = passed(login, step, option);
        var connection = config.connections().get(option);
        if (connection == null) {
            return List.of(
                    login.connection() != null
                            ? login.at(passage)
                            : new Login(
                                    passage,
                                    option,
                                    Map.of(),
                                    true,
                                    login.acr(),
                                    login.again(),
                                    login.ip()));
        }
        List<Login> all = new ArrayList<>();
        for (Map<String, Object> claims : USERS) {
            boolean account = account(connection.provisioning(), claims);
            boolean identifies =
                    login.connection() == null
                            || step.decidesAccount()
                            || !login.account() && account;
            all.add(
                    identifies
                            ? new Login(
                                    passage,
                                    option,
                                    claims,
                                    account,
                                    login.acr(),
                                    login.again(),
                                    login.ip())
                            : login.at(passage));
        }
        return all;
    }

    private static boolean account(Provisioning provisioning, Map<String, Object> claims) {
        return provisioning.enabled()
                && (provisioning.when() == null || Boolean.TRUE.equals(claims.get("staff")));
    }

    private Passage passed(Login login, Step step, String option) {
        StepFacts done = new StepFacts(option, true, List.of("pwd"), EvaluationFixture.NOW);
        return login.passage().passed(flow, step.id(), done);
    }

    private EvaluationContext facts(Login login, boolean member) {
        RequestFacts request =
                new RequestFacts(
                        login.ip(), "wiki.example.org", "GET", "/", "test", new Parameters(null));
        return new EvaluationContext(
                request,
                login.claims(),
                login.connection(),
                login.account()
                        ? new AccountFacts("ada", member ? List.of("staff") : List.of(), Map.of())
                        : null,
                login.passage().steps(),
                "wiki",
                EvaluationFixture.NOW,
                null,
                new AcrFacts(login.acr(), flow.acr().allReached(login.passage().steps())),
                login.passage().trail().onDevice(member && login.account()));
    }
}
