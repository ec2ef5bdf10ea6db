package dev.vestibule.gateway.login;

/**
 * A login and the one thing that it waits for: the value that is stored under a key of its own for
 * each answer.
 *
 * @param step id of the step whose handler gets the answer
 * @param channel how the answer comes
 * @param state what the handler remembers
 */
public record PendingLogin(
        LoginTransaction transaction, String step, Channel channel, LoginState state) {

    /** How an answer comes. A login that waits for one kind does not take the others. */
    public enum Channel {
        /** From a page's form, with its CSRF token. */
        FORM,
        /** From a link on a page. */
        LINK,
        /** From an identity provider, through the browser. */
        CALLBACK
    }
}
