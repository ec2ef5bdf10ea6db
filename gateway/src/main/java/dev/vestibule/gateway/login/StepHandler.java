package dev.vestibule.gateway.login;

import dev.vestibule.flow.step.Step;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Page;

import io.vertx.core.Future;

import java.util.Set;

/**
 * Carries out the steps of one kind. It returns to the {@link LoginDispatcher} what comes next, and
 * never calls another handler. Browser, login, step and lifetime are checked before it is called.
 *
 * @param <S> the kind of step
 */
public interface StepHandler<S extends Step> {

    /** The kind of step. */
    Class<S> kind();

    /** Every state in which its logins wait. */
    Set<Class<? extends LoginState>> states();

    /** Begins the step. */
    Future<StepResult> begin(LoginContext login, S step);

    /**
     * Checks an answer before the login is taken for it, and changes nothing: if it fails, the
     * login still waits.
     */
    default Future<Void> admit(LoginContext login, S step, LoginState state, Answer answer) {
        return Future.succeededFuture();
    }

    /** Continues with an answer that was admitted; no other answer to the same question comes. */
    Future<StepResult> resume(LoginContext login, S step, LoginState state, Answer answer);

    /**
     * The page to which a link from outside leads, for example one in a mail. The login waits as
     * before.
     *
     * @throws HttpFailure when the login has no such page
     */
    default Page visit(LoginContext login, S step, LoginState state, Answer answer) {
        throw HttpFailure.of(FailureKind.BAD_REQUEST, "this login waits for something else");
    }
}
