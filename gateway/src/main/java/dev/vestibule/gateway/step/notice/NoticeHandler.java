package dev.vestibule.gateway.step.notice;

import dev.vestibule.flow.expression.EvaluationContext.StepFacts;
import dev.vestibule.flow.step.notice.NoticeStep;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.LoginContext;
import dev.vestibule.gateway.login.LoginState;
import dev.vestibule.gateway.login.StepHandler;
import dev.vestibule.gateway.login.StepResult;

import io.vertx.core.Future;

import java.util.List;
import java.util.Set;

/** The step that shows a text and goes on when the user says so. It proves nothing. */
public final class NoticeHandler implements StepHandler<NoticeStep> {

    /** The user reads the text. */
    record Reading() implements LoginState {}

    @Override
    public Class<NoticeStep> kind() {
        return NoticeStep.class;
    }

    @Override
    public Set<Class<? extends LoginState>> states() {
        return Set.of(Reading.class);
    }

    @Override
    public Future<StepResult> begin(LoginContext login, NoticeStep step) {
        return Future.succeededFuture(
                new StepResult.Ask(new NoticePage(step.text(), login.form()), new Reading()));
    }

    @Override
    public Future<StepResult> resume(
            LoginContext login, NoticeStep step, LoginState state, Answer answer) {
        StepFacts read = new StepFacts(step.kind(), false, List.of(), login.facts().now());
        return Future.succeededFuture(new StepResult.Done(read, null));
    }
}
