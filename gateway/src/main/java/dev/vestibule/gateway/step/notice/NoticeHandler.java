package dev.vestibule.gateway.step.notice;

import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.step.notice.NoticeStep;
import dev.vestibule.gateway.factor.FactorStore;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.LoginContext;
import dev.vestibule.gateway.login.LoginState;
import dev.vestibule.gateway.login.StepHandler;
import dev.vestibule.gateway.login.StepResult;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.vocabulary.FactorAttribute;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/** The step that shows a text and goes on when the user says so. It proves nothing. */
public record NoticeHandler(FactorStore memory) implements StepHandler<NoticeStep> {
    private static final String READ = "notice ";

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
        Account reader = reader(login, step);
        return reader == null
                ? Future.succeededFuture(ask(login, step))
                : memory.read(reader.id())
                        .map(known ->
                                known.of(FactorAttribute.MEMORY).contains(note(step))
                                        ? read(login, step)
                                        : ask(login, step));
    }

    @Override
    public Future<StepResult> resume(
            LoginContext login, NoticeStep step, LoginState state, Answer answer) {
        Account reader = reader(login, step);
        return reader == null
                ? Future.succeededFuture(read(login, step))
                : memory.change(reader.id(), FactorAttribute.MEMORY, List.of(), List.of(note(step)))
                        .map(read(login, step));
    }

    /** The account that keeps that the text was read; null where it is always shown. */
    private static @Nullable Account reader(LoginContext login, NoticeStep step) {
        return step.once() ? login.progress().account() : null;
    }

    private static String note(NoticeStep step) {
        return READ + Tokens.hash(step.text());
    }

    private static StepResult ask(LoginContext login, NoticeStep step) {
        return new StepResult.Ask(new NoticePage(step.text(), login.form()), new Reading());
    }

    private static StepResult read(LoginContext login, NoticeStep step) {
        StepFacts facts = new StepFacts(step.kind(), false, List.of(), login.facts().now());
        return new StepResult.Done(facts, null);
    }
}
