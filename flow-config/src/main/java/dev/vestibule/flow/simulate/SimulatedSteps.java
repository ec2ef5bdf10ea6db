package dev.vestibule.flow.simulate;

import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.expression.facts.ExpressionException;
import dev.vestibule.flow.scenario.Expectation.Refusal;
import dev.vestibule.flow.scenario.GivenStep;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.ask.AskField;
import dev.vestibule.flow.step.ask.AskStep;
import dev.vestibule.flow.step.assign.AssignStep;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.flow.step.call.AnswerShape;
import dev.vestibule.flow.step.call.Call;
import dev.vestibule.flow.step.call.CallStep;
import dev.vestibule.flow.step.call.OnError;
import dev.vestibule.flow.step.deny.DenyStep;
import dev.vestibule.flow.step.set.SetStep;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/** What each kind of step does in a simulation: a line for each kind that does more than pass. */
record SimulatedSteps(Login login, SimulatedSignIn signIn) {
    /**
     * Plays the step once.
     *
     * @param turn how often it was played before
     */
    StepEnd play(Step step, Progress before, int turn) {
        GivenStep result = login.given().step(step.id());
        Progress progress = turn == 0 ? before.mistaken(step.id(), result.failures()) : before;
        boolean fails = turn < result.fails() && !step.ends();
        if (step instanceof CallStep asked) {
            return call(asked, fails ? null : answer(asked, result), progress);
        }
        if (fails) {
            return new StepEnd.Failed(
                    Refusal.STEP_FAILED, "the user does not complete step " + step.id());
        }
        return switch (step) {
            case DenyStep deny -> new StepEnd.Ended(new Ending.Denied(deny.message()));
            case AuthenticateStep asked -> signIn.play(asked, result, progress);
            case AskStep asked -> ask(asked, result, progress);
            case AssignStep given -> assign(given, progress);
            case SetStep set -> passed(step, progress, set.evaluated(login.facts(progress)));
            default -> passed(step, progress, Map.of());
        };
    }

    /** A field that the test does not answer has no value, whether it is required or not. */
    private StepEnd ask(AskStep step, GivenStep result, Progress progress) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, AskField> field : step.ask().fields().entrySet()) {
            String typed = result.answers().getOrDefault(field.getKey(), "");
            if (field.getValue().refuses(typed) && !typed.isBlank()) {
                return StepEnd.refused(
                        Refusal.STEP_FAILED,
                        "step %s does not accept the answer for %s"
                                .formatted(step.id(), field.getKey()));
            }
            AskField.text(typed).ifPresent(text -> values.put(field.getKey(), text));
        }
        return passed(step, progress, values);
    }

    private StepEnd assign(AssignStep step, Progress progress) {
        SimulatedAccount account = progress.account();
        if (account == null) {
            return new StepEnd.Failed(
                    Refusal.ACCOUNT_REQUIRED, "step " + step.id() + " needs an account");
        }
        var values = step.assigned().values(login.facts(progress));
        return passed(
                step,
                progress.having(
                        signIn.accounts()
                                .entries()
                                .given(account, step.assigned().groups(), values)),
                Map.of());
    }

    private StepEnd call(CallStep step, @Nullable Map<String, Object> answer, Progress progress) {
        Map<String, Object> values = read(step.call(), answer, progress);
        if (values != null) {
            return passed(step, progress, values);
        }
        return switch (step.call().onError()) {
            case OnError.Continue() -> passed(step, progress, Map.of());
            case OnError.Deny() ->
                    StepEnd.refused(
                            Refusal.CALL_FAILED, "the call of step " + step.id() + " fails");
            case OnError.Answer(var stand) ->
                    passed(step, progress, step.call().shape().valuesOfStandIn(stand));
        };
    }

    /** What is not read need not be in the test. */
    private static @Nullable Map<String, Object> answer(CallStep step, GivenStep result) {
        return step.answer().isEmpty() && result.answer() == null ? Map.of() : result.answer();
    }

    /** Null for a call that fails. */
    private @Nullable Map<String, Object> read(
            Call call, @Nullable Map<String, Object> answer, Progress progress) {
        try {
            call.sent(login.facts(progress));
        } catch (ExpressionException nothingSent) {
            return null;
        }
        AnswerShape shape = call.shape();
        return answer == null || shape.problem(answer).isPresent() ? null : shape.values(answer);
    }

    private StepEnd passed(Step step, Progress progress, Map<String, ?> values) {
        GivenStep result = login.given().step(step.id());
        StepFacts facts = StepFacts.valued(step.kind(), result.at(login.given().now()), values);
        return new StepEnd.Passed(progress.with(login.flow(), step.id(), facts), "");
    }
}
