package dev.vestibule.flow.simulate;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.app.App;
import dev.vestibule.flow.evaluate.AccessDecision;
import dev.vestibule.flow.evaluate.AccessEvaluator;
import dev.vestibule.flow.evaluate.Decision;
import dev.vestibule.flow.evaluate.FlowEvaluator;
import dev.vestibule.flow.evaluate.Passage;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.scenario.Expectation.Access;
import dev.vestibule.flow.scenario.Expectation.Refusal;
import dev.vestibule.flow.scenario.Given;
import dev.vestibule.flow.simulate.Simulation.AccessResult;
import dev.vestibule.flow.simulate.Simulation.ConditionValue;
import dev.vestibule.flow.simulate.Simulation.PlayedStep;
import dev.vestibule.flow.simulate.Simulation.Result;
import dev.vestibule.flow.step.Step;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plays imagined logins of one configuration. Keeps nothing from one to the next. */
final class Simulator {
    /** A flow whose steps lead back to each other must end, too. */
    private static final int MOST_TURNS = 1_000;

    private final FlowEvaluator flows = new FlowEvaluator();
    private final AccessEvaluator access = new AccessEvaluator();
    private final FlowConfig config;
    private final SimulatedAccounts accounts;

    Simulator(FlowConfig config, DirectoryValues directory) {
        this.config = config;
        this.accounts = new SimulatedAccounts(Entries.of(config.directory(), directory));
    }

    /**
     * Plays one login.
     *
     * @param given names a flow or an app that the configuration has
     * @return the login, with what becomes of its request to each app of the flow
     */
    Simulation play(Given given) {
        return new Play(Login.of(config, given)).run();
    }

    /** One login while it is played. */
    private final class Play {
        private final Login login;
        private final SimulatedSteps steps;
        private final Map<String, PlayedStep> played = new LinkedHashMap<>();
        private final Map<String, Integer> turns = new HashMap<>();
        private Progress progress = Progress.NONE;

        Play(Login login) {
            this.login = login;
            this.steps = new SimulatedSteps(login, new SimulatedSignIn(login, accounts));
        }

        Simulation run() {
            Ending ending = null;
            for (int turn = 0; ending == null && turn < MOST_TURNS; turn++) {
                ending = turn();
            }
            Ending end = ending == null ? endless() : ending;
            return new Simulation(
                    login.flow().id(), inOrder(), end, progress.account(), access(end));
        }

        private @Nullable Ending turn() {
            return switch (flows.decide(login.flow(), login.facts(progress))) {
                case Decision.Run(var step) -> play(step);
                case Decision.Complete() -> new Ending.Completed();
                case Decision.Deny(var message) ->
                        new Ending.Refused(Refusal.NOT_SIGNED_IN, message);
            };
        }

        private @Nullable Ending play(Step step) {
            ConditionValue condition = ConditionValue.of(step.when(), login.facts(progress));
            int turn = turns.merge(step.id(), 1, Integer::sum) - 1;
            return switch (steps.play(step, progress, turn)) {
                case StepEnd.Passed(var next, var detail) -> {
                    played.put(step.id(), entry(step, Result.PASSED, detail, condition));
                    progress = next;
                    yield null;
                }
                case StepEnd.Failed(var why, var detail)
                        when Passage.survives(login.flow(), progress.trail(), step.id()) -> {
                    played.put(step.id(), entry(step, Result.FAILED, "", condition));
                    progress = progress.without(login.flow(), step.id());
                    yield null;
                }
                case StepEnd.Failed(var why, var detail) -> {
                    played.put(step.id(), entry(step, Result.ENDED, "", condition));
                    yield new Ending.Refused(why, detail);
                }
                case StepEnd.Ended(var ending) -> {
                    played.put(step.id(), entry(step, Result.ENDED, "", condition));
                    yield ending;
                }
            };
        }

        private Ending endless() {
            return new Ending.Refused(Refusal.STEP_FAILED, "the steps lead back to each other");
        }

        /** The steps that were played, and those that were skipped on the way. */
        private List<PlayedStep> inOrder() {
            List<PlayedStep> all = new ArrayList<>();
            EvaluationContext facts = login.facts(progress);
            for (Step step : login.flow().steps()) {
                PlayedStep known = played.get(step.id());
                all.add(
                        known == null
                                ? entry(
                                        step,
                                        Result.SKIPPED,
                                        "",
                                        ConditionValue.of(step.when(), facts))
                                : known);
                if (known != null && known.result() == Result.ENDED) {
                    break;
                }
            }
            return all;
        }

        private static PlayedStep entry(
                Step step, Result result, String detail, @Nullable ConditionValue condition) {
            return new PlayedStep(
                    step.id(), step.kind(), step.isNamed(), result, detail, condition);
        }

        private Map<String, AccessResult> access(Ending ending) {
            Map<String, AccessResult> results = new LinkedHashMap<>();
            boolean complete = ending instanceof Ending.Completed;
            for (App app : config.apps().values()) {
                boolean signedIn = complete && app.flow().equals(login.flow().id());
                Progress known = signedIn ? progress : Progress.NONE;
                results.put(
                        app.id(), result(access.decide(app, login.facts(known, app), signedIn)));
            }
            return results;
        }

        private static AccessResult result(AccessDecision decision) {
            return switch (decision) {
                case AccessDecision.Public() -> new AccessResult(Access.PUBLIC, "");
                case AccessDecision.Allowed() -> new AccessResult(Access.ALLOWED, "");
                case AccessDecision.LoginNeeded() -> new AccessResult(Access.LOGIN, "");
                case AccessDecision.StepUpNeeded(var to, _, _) ->
                        new AccessResult(Access.STEP_UP, "to " + to.flow());
                case AccessDecision.Refused(var reason) -> new AccessResult(Access.REFUSED, reason);
            };
        }
    }
}
