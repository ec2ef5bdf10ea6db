package dev.vestibule.gateway.signout;

import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginSetup;
import dev.vestibule.gateway.login.LoginStarts;
import dev.vestibule.gateway.login.ProviderSignOut;
import dev.vestibule.gateway.session.LoginRedirect;

import io.vertx.ext.web.RoutingContext;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * What both ways have in common by which providers tell that a session has ended: they come to the
 * gateway's own host, name a connection, and an address that errs too often has to wait.
 *
 * @param live the live version of the configuration, once there is one
 * @param mistakes counts them by the address of the client
 */
record ProviderNotices(LoginRedirect logins, Supplier<LoginSetup> live, LoginStarts mistakes) {
    static final String CONNECTION = "connection";

    /**
     * The provider of the connection that the path names.
     *
     * @throws HttpFailure when there is none, or the client has to wait
     */
    ProviderSignOut provider(RoutingContext ctx) {
        if (!logins.isOwnHost(RequestTarget.of(ctx).host())) {
            throw HttpFailure.of(FailureKind.NOT_FOUND, "another host than the gateway's own");
        }
        int wait = mistakes.waiting(ClientAddress.counted(ctx));
        if (wait > 0) {
            throw HttpFailure.of(FailureKind.TOO_MANY_LOGINS, "too many notices that are none")
                    .retryAfter(wait);
        }
        String connection = connection(ctx);
        Authenticator known = live.get().authenticators().get(connection);
        ProviderSignOut provider = known == null ? null : known.signOut();
        if (provider == null) {
            mistake(ctx);
            throw HttpFailure.of(FailureKind.NOT_FOUND, "no connection to a provider");
        }
        return provider;
    }

    static String connection(RoutingContext ctx) {
        return Objects.requireNonNull(ctx.pathParam(CONNECTION));
    }

    void mistake(RoutingContext ctx) {
        mistakes.admit(ClientAddress.counted(ctx));
    }
}
