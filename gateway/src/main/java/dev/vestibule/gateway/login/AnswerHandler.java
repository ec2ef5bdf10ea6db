package dev.vestibule.gateway.login;

import dev.vestibule.flow.username.UsernameRule;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.login.LoginStage.Asking;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** The user has answered the page of the first login. */
final class AnswerHandler implements Handler<RoutingContext> {
    /** Answers to one login: more would be looking for names that others have. */
    private static final int MOST_TRIES = 10;

    private final Resumption logins;
    private final AccountStep accounts;
    private final Questions questions;

    AnswerHandler(Resumption logins, AccountStep accounts, Questions questions) {
        this.logins = logins;
        this.accounts = accounts;
        this.questions = questions;
    }

    @Override
    public void handle(RoutingContext ctx) {
        AnswerForm form = AnswerForm.of(ctx);
        logins.resume(ctx, form.login(), null, new Answered(form, accounts, questions));
    }

    private record Answered(AnswerForm form, AccountStep accounts, Questions questions)
            implements Leg<Asking> {

        @Override
        public Asking admit(PendingLogin login) {
            if (login.stage() instanceof Asking stage) {
                return stage;
            }
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "this login waits for something else");
        }

        @Override
        public Future<Void> proceed(RoutingContext ctx, LoginTransaction login, Asking stage) {
            if (!form.agrees()) {
                return Future.failedFuture(
                        HttpFailure.of(FailureKind.ACCOUNT_DECLINED, "the person declined"));
            }
            if (stage.tries() >= MOST_TRIES) {
                return Future.failedFuture(
                        HttpFailure.of(FailureKind.TOO_MANY_TRIES, "answers to the first login"));
            }
            return switch (AnswerCheck.of(form, stage, names(login, stage))) {
                case AnswerCheck.Usable(var answer) ->
                        accounts.proceed(ctx, login, stage.with(answer));
                case AnswerCheck.Wrong(var answer, var mistake) ->
                        again(
                                ctx,
                                login,
                                new Asking(stage.with(answer), stage.proposal()),
                                mistake);
            };
        }

        private static UsernameRule names(LoginTransaction login, Asking stage) {
            String connection = stage.waiting().identity().connection();
            return login.setup()
                    .config()
                    .connection(connection)
                    .provisioning()
                    .newAccounts()
                    .names();
        }

        private Future<Void> again(
                RoutingContext ctx, LoginTransaction login, Asking stage, Mistake mistake) {
            return questions.ask(ctx, login, stage, mistake);
        }
    }
}
