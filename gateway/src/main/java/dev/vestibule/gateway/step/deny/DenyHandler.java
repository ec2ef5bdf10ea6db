package dev.vestibule.gateway.step.deny;

import dev.vestibule.flow.step.deny.DenyStep;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.LoginContext;
import dev.vestibule.gateway.login.LoginState;
import dev.vestibule.gateway.login.StepHandler;
import dev.vestibule.gateway.login.StepResult;

import io.vertx.core.Future;

import java.util.Set;

/** The step that refuses a login with the configuration's sentence. */
public final class DenyHandler implements StepHandler<DenyStep> {

    @Override
    public Class<DenyStep> kind() {
        return DenyStep.class;
    }

    @Override
    public Set<Class<? extends LoginState>> states() {
        return Set.of();
    }

    @Override
    public Future<StepResult> begin(LoginContext login, DenyStep step) {
        return Future.succeededFuture(new StepResult.Deny(step.message()));
    }

    /** It never waits, so that no answer can come. */
    @Override
    public Future<StepResult> resume(
            LoginContext login, DenyStep step, LoginState state, Answer answer) {
        throw new IllegalStateException("a deny step waits for nothing");
    }
}
