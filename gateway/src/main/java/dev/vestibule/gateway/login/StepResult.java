package dev.vestibule.gateway.login;

import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.gateway.http.Page;
import dev.vestibule.gateway.login.PendingLogin.Channel;
import dev.vestibule.provisioning.api.Account;

import org.jspecify.annotations.Nullable;

import java.net.URI;

/**
 * The result of a step's handler for the dispatcher. A failure of the login fails the handler's
 * future.
 */
public sealed interface StepResult {

    /**
     * The step is complete.
     *
     * @param facts the facts that rules and later steps see
     * @param proof the identity that it proved; null if it says nothing of that
     */
    record Done(StepFacts facts, LoginProgress.@Nullable Proof proof) implements StepResult {}

    /**
     * The step is complete, and has changed the account of the user.
     *
     * @param account the same account as it is now
     */
    record Changed(StepFacts facts, Account account) implements StepResult {}

    /**
     * The user answers on this page.
     *
     * @param status of the page
     * @param channel how the page's answer comes
     */
    record Ask(int status, Page page, LoginState state, Channel channel) implements StepResult {

        /** A page whose form is answered. */
        public Ask(Page page, LoginState state) {
            this(200, page, state, Channel.FORM);
        }

        /** Whether the page says that the last answer was wrong. */
        boolean refusesAnswer() {
            return status == 403;
        }
    }

    /** The browser goes to an identity provider, whose answer comes to the callback address. */
    record Redirect(URI to, LoginState state) implements StepResult {}

    /**
     * The directory does not answer. The login keeps its progress, and the page offers a retry.
     *
     * @param detail why, for the log
     */
    record Wait(String detail, LoginState state) implements StepResult {}

    /**
     * The user does not complete the step: the login goes where the flow says.
     *
     * @param detail why, for the log
     */
    record Failed(String detail) implements StepResult {}

    /** The login is refused, with the configuration's sentence for the user. */
    record Deny(String message) implements StepResult {}
}
