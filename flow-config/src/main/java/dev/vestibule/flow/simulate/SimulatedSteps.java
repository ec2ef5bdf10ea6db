package dev.vestibule.flow.simulate;

import dev.vestibule.flow.expression.EvaluationContext.StepFacts;
import dev.vestibule.flow.scenario.Expectation.Refusal;
import dev.vestibule.flow.scenario.GivenStep;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.flow.step.deny.DenyStep;

import java.util.List;

/** What each kind of step does in a simulation: a line for each kind that does more than pass. */
record SimulatedSteps(Login login, SimulatedSignIn signIn) {
    StepEnd play(Step step, Progress progress) {
        GivenStep result = login.given().step(step.id());
        if (result.fails()) {
            return StepEnd.refused(
                    Refusal.STEP_FAILED, "the user does not complete step " + step.id());
        }
        return switch (step) {
            case DenyStep deny -> new StepEnd.Ended(new Ending.Denied(deny.message()));
            case AuthenticateStep asked -> signIn.play(asked, result, progress);
            default -> passed(step, result, progress);
        };
    }

    private StepEnd passed(Step step, GivenStep result, Progress progress) {
        StepFacts facts =
                new StepFacts(step.kind(), false, List.of(), result.at(login.given().now()));
        return new StepEnd.Passed(progress.with(step.id(), facts), "");
    }
}
