package dev.vestibule.gateway.signout;

import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.identity.ProviderLogin;
import dev.vestibule.gateway.session.LoginRedirect;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A browser on its way to the identity provider and back.
 *
 * @param browser hash of its cookie on the gateway's host; null before it is there
 * @param logins the sign-ins at providers that the session rested on
 * @param ended id of the connection whose provider was asked; null for none
 * @param start the start page of the host that it comes from
 */
record Departure(
        @Nullable String browser,
        List<ProviderLogin> logins,
        @Nullable String ended,
        Next next,
        String start) {
    Departure {
        logins = List.copyOf(logins);
    }

    /** The same, before the provider is asked. */
    Departure at(String cookie, @Nullable String connection) {
        return new Departure(
                cookie, logins.stream().map(ProviderLogin::past).toList(), connection, next, start);
    }

    /** Names nothing that is personal. */
    @Override
    public String toString() {
        return "Departure[ended=" + ended + "]";
    }

    /**
     * What the user does after signing out.
     *
     * @param app id of the app to sign in to with another account, null for nothing
     * @param path of the app
     */
    record Next(@Nullable String app, @Nullable String path) {
        static Next of(RequestParameters form) {
            return new Next(form.optional(LoginRedirect.APP), form.optional(LoginRedirect.RETURN));
        }
    }
}
