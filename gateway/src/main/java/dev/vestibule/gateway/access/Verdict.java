package dev.vestibule.gateway.access;

import dev.vestibule.flow.app.App;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.session.Demand;
import dev.vestibule.gateway.session.Session;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** What the {@link Gatekeeper} has decided about a request. */
public sealed interface Verdict {
    /** It may pass. */
    record Admitted(AuthorizedRequest request) implements Verdict {}

    /**
     * It could pass after a sign-in.
     *
     * @param client who has sent the request
     * @param maxAge how old the sign-in may be; null for any age
     */
    record SignIn(Route route, Demand demand, Client client, @Nullable Duration maxAge)
            implements Verdict {
        /** The app that the request is for. */
        App app() {
            return route.app();
        }

        /** Whether there is a session, which the sign-in continues with. */
        boolean further() {
            return client != Client.STRANGER;
        }
    }

    /** Who has sent a request. */
    enum Client {
        /** Without a session. */
        STRANGER,
        /** A browser with a session. */
        BROWSER,
        /** A program with credentials of the gateway; it cannot follow a login. */
        PROGRAM;

        static Client of(@Nullable Session session) {
            if (session == null) {
                return STRANGER;
            }
            return session.isOfProgram() ? PROGRAM : BROWSER;
        }
    }

    /** It may not pass. */
    record Refused(HttpFailure failure) implements Verdict {}
}
