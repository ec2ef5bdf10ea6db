package dev.vestibule.gateway.session;

import dev.vestibule.gateway.http.Page;

/**
 * The button that signs out.
 *
 * @param cancel where a user goes who stays signed in
 */
public record LogoutPage(String user, Form form, String cancel) implements Page {

    @Override
    public String template() {
        return "session/logout.jte";
    }

    /** The session has ended. */
    public record SignedOut() implements Page {

        @Override
        public String template() {
            return "session/signed-out.jte";
        }
    }
}
