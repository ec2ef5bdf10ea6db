package dev.vestibule.gateway.step.limitsessions;

import dev.vestibule.flow.expression.facts.Device;
import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.step.limitsessions.LimitSessionsStep;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.LoginContext;
import dev.vestibule.gateway.login.LoginState;
import dev.vestibule.gateway.login.StepHandler;
import dev.vestibule.gateway.login.StepResult;
import dev.vestibule.gateway.session.OtherSessions;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.session.SessionNotes.Open;
import dev.vestibule.gateway.session.SessionOwner;
import dev.vestibule.gateway.step.limitsessions.LimitSessionsPage.Other;

import io.vertx.core.Future;

import java.util.List;
import java.util.Set;

/**
 * The step that limits the sessions of a user. The sessions are counted again at each answer; an
 * answer that leaves too many ends none.
 */
public record LimitSessionsHandler(OtherSessions sessions)
        implements StepHandler<LimitSessionsStep> {
    private static final String ANSWER = "answer";
    private static final String CANCEL = "cancel";

    /** The user chooses which sessions to end. */
    record ChoosingSessions() implements LoginState {}

    @Override
    public Class<LimitSessionsStep> kind() {
        return LimitSessionsStep.class;
    }

    @Override
    public Set<Class<? extends LoginState>> states() {
        return Set.of(ChoosingSessions.class);
    }

    @Override
    public Future<StepResult> begin(LoginContext login, LimitSessionsStep step) {
        return others(login)
                .map(others ->
                        others.size() < step.mostSessions()
                                ? done(login, step)
                                : ask(login, step, others, false));
    }

    @Override
    public Future<StepResult> resume(
            LoginContext login, LimitSessionsStep step, LoginState state, Answer answer) {
        return answer.parameters().text(ANSWER).equals(CANCEL)
                ? Future.failedFuture(
                        HttpFailure.of(
                                FailureKind.TOO_MANY_SESSIONS, "the user cancelled the login"))
                : others(login).compose(others -> chosen(login, step, others, answer));
    }

    private Future<StepResult> chosen(
            LoginContext login, LimitSessionsStep step, List<Open> others, Answer answer) {
        List<Session> ended =
                others.stream()
                        .map(Open::session)
                        .filter(each -> answer.parameters().optional(field(login, each)) != null)
                        .toList();
        return others.size() - ended.size() < step.mostSessions()
                ? sessions.end(ended).map(_ -> done(login, step))
                : Future.succeededFuture(ask(login, step, others, true));
    }

    /** The user's open sessions without the one of this browser, which the login continues. */
    private Future<List<Open>> others(LoginContext login) {
        var identity = login.progress().identity();
        if (identity == null) {
            return Future.failedFuture(
                    HttpFailure.of(FailureKind.LOGIN_DENIED, "no identity was proved"));
        }
        return sessions.of(login.http(), SessionOwner.of(login.progress().account(), identity));
    }

    private static StepResult ask(
            LoginContext login, LimitSessionsStep step, List<Open> others, boolean tooFew) {
        int most = step.mostSessions();
        List<Other> shown = others.stream().map(each -> shown(login, each)).toList();
        return new StepResult.Ask(
                new LimitSessionsPage(most, others.size() - most + 1, tooFew, shown, login.form()),
                new ChoosingSessions());
    }

    private static Other shown(LoginContext login, Open each) {
        return new Other(
                field(login, each.session()),
                Device.of(each.agent()),
                each.address(),
                each.session().startedAt(),
                each.seen());
    }

    /** Names a session in the form: in each login by another name, which tells nothing of it. */
    private static String field(LoginContext login, Session session) {
        String bound = login.transaction().browser() + " " + login.transaction().createdAt();
        return Tokens.hash("vestibule.end " + bound + " " + session.key());
    }

    private static StepResult done(LoginContext login, LimitSessionsStep step) {
        StepFacts facts = new StepFacts(step.kind(), false, List.of(), login.facts().now());
        return new StepResult.Done(facts, null);
    }
}
