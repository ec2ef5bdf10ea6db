package dev.vestibule.gateway.step.set;

import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.step.set.SetStep;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.LoginContext;
import dev.vestibule.gateway.login.LoginState;
import dev.vestibule.gateway.login.StepHandler;
import dev.vestibule.gateway.login.StepResult;

import io.vertx.core.Future;

import java.util.Set;

/** The step that names values for later conditions. */
public final class SetHandler implements StepHandler<SetStep> {

    @Override
    public Class<SetStep> kind() {
        return SetStep.class;
    }

    @Override
    public Set<Class<? extends LoginState>> states() {
        return Set.of();
    }

    @Override
    public Future<StepResult> begin(LoginContext login, SetStep step) {
        EvaluationContext facts = login.facts();
        StepFacts done = StepFacts.valued(step.kind(), facts.now(), step.evaluated(facts));
        return Future.succeededFuture(new StepResult.Done(done, null));
    }

    /** It never waits, so that no answer can come. */
    @Override
    public Future<StepResult> resume(
            LoginContext login, SetStep step, LoginState state, Answer answer) {
        throw new IllegalStateException("a set step waits for nothing");
    }
}
