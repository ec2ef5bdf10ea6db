package dev.vestibule.gateway.access;

import dev.vestibule.flow.app.App;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.session.Demand;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** What the {@link Gatekeeper} has decided about a request. */
public sealed interface Verdict {
    /** It may pass. */
    record Admitted(AuthorizedRequest request) implements Verdict {}

    /**
     * It could pass after a sign-in.
     *
     * @param further whether the user has a session, which the sign-in continues with
     * @param maxAge how old the sign-in may be; null for any age
     */
    record SignIn(App app, Demand demand, boolean further, @Nullable Duration maxAge)
            implements Verdict {}

    /** It may not pass. */
    record Refused(HttpFailure failure) implements Verdict {}
}
