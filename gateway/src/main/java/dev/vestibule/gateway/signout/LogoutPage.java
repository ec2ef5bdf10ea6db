package dev.vestibule.gateway.signout;

import dev.vestibule.gateway.http.Page;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The button that signs out.
 *
 * @param cancel where a user goes who stays signed in
 */
public record LogoutPage(String user, Form form, String cancel) implements Page {

    @Override
    public String template() {
        return "sign-out/logout.jte";
    }

    /** To the identity provider, to sign out there too. */
    @Override
    public boolean leadsElsewhere() {
        return true;
    }

    /**
     * The session has ended.
     *
     * @param ended title of the connection whose provider has ended its session too, or null
     * @param open titles of the connections whose providers have not
     * @param next where the user goes on
     */
    public record SignedOut(@Nullable String ended, List<String> open, String next)
            implements Page {
        /** Nothing is known of a provider. */
        public static final SignedOut PLAIN = new SignedOut(null, List.of(), "/");

        public SignedOut {
            open = List.copyOf(open);
        }

        @Override
        public String template() {
            return "sign-out/signed-out.jte";
        }
    }
}
