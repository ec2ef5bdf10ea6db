package dev.vestibule.gateway.step.notify;

import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.step.notify.NotifyStep;
import dev.vestibule.gateway.factor.AccountMails;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.LoginContext;
import dev.vestibule.gateway.login.LoginState;
import dev.vestibule.gateway.login.StepHandler;
import dev.vestibule.gateway.login.StepResult;
import dev.vestibule.provisioning.api.Account;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Set;

/** The step that sends a mail to the address of the user's account, and to no other. */
public record NotifyHandler(AccountMails mails) implements StepHandler<NotifyStep> {
    private static final Logger LOG = LoggerFactory.getLogger(NotifyHandler.class);

    @Override
    public Class<NotifyStep> kind() {
        return NotifyStep.class;
    }

    @Override
    public Set<Class<? extends LoginState>> states() {
        return Set.of();
    }

    @Override
    public Future<StepResult> begin(LoginContext login, NotifyStep step) {
        EvaluationContext facts = login.facts();
        StepFacts done = new StepFacts(step.kind(), false, List.of(), facts.now());
        Future<Void> sent =
                send(login.progress().account(), step, facts)
                        .onFailure(failure -> log(login, step, failure));
        StepResult passed = new StepResult.Done(done, null);
        return switch (step.mail().onError()) {
            case CONTINUE -> Future.succeededFuture(passed);
            case DENY -> sent.map(passed);
        };
    }

    /** It never waits, so that no answer can come. */
    @Override
    public Future<StepResult> resume(
            LoginContext login, NotifyStep step, LoginState state, Answer answer) {
        throw new IllegalStateException("a notify step waits for nothing");
    }

    private Future<Void> send(@Nullable Account account, NotifyStep step, EvaluationContext facts) {
        if (account == null) {
            return unsent("the user has no account");
        }
        String text = step.text(facts).orElse(null);
        return text == null
                ? unsent("the text cannot be evaluated, is blank or too long")
                : mails.tell(account, step.mail().subject(), text)
                        .compose(problem ->
                                problem == null ? Future.succeededFuture() : unsent(problem));
    }

    private static Future<Void> unsent(String detail) {
        return Future.failedFuture(HttpFailure.of(FailureKind.MAIL_UNAVAILABLE, detail));
    }

    private static void log(LoginContext login, NotifyStep step, Throwable failure) {
        LOG.warn(
                "event=mail_not_sent flow={} step={} detail=\"{}\"",
                login.flow().id(),
                step.id(),
                failure instanceof HttpFailure known
                        ? known.getMessage()
                        : failure.getClass().getName());
    }
}
