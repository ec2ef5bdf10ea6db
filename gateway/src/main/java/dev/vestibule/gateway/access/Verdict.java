package dev.vestibule.gateway.access;

import dev.vestibule.flow.app.App;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.session.Demand;

/** What the {@link Gatekeeper} has decided about a request. */
public sealed interface Verdict {
    /** It may pass. */
    record Admitted(AuthorizedRequest request) implements Verdict {}

    /**
     * It could pass after a sign-in.
     *
     * @param further whether the user has a session, which the sign-in continues with
     */
    record SignIn(App app, Demand demand, boolean further) implements Verdict {}

    /** It may not pass. */
    record Refused(HttpFailure failure) implements Verdict {}
}
