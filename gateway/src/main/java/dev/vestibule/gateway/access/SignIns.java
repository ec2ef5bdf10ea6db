package dev.vestibule.gateway.access;

import dev.vestibule.flow.app.App;
import dev.vestibule.gateway.access.Verdict.Client;
import dev.vestibule.gateway.http.Caller;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.session.Demand;
import dev.vestibule.gateway.session.LoginRedirect;

import io.vertx.ext.web.RoutingContext;

/** The answer to a request that could pass after a sign-in: a redirect there, or 401. */
public record SignIns(LoginRedirect logins, ProgramSessions programs) {
    /** RFC 9110, section 11.6.1. */
    private static final String CHALLENGE = "WWW-Authenticate";

    /**
     * Answers.
     *
     * @throws HttpFailure when the request is not one for a page, which a browser could repeat
     */
    public void answer(RoutingContext ctx, Verdict.SignIn needed) {
        if (needed.client() != Client.PROGRAM && asksForPage(ctx)) {
            redirect(ctx, needed.app(), needed.demand());
        } else {
            throw refusal(ctx, needed);
        }
    }

    /** What answers a request that a browser cannot repeat; the challenge is set. */
    HttpFailure refusal(RoutingContext ctx, Verdict.SignIn needed) {
        challenge(ctx, needed);
        return needed.further() ? stepUp(ctx, needed) : login(ctx, needed);
    }

    /** Where the user signs in, to come back to the app. */
    String start(RoutingContext ctx, Verdict.SignIn needed) {
        App app = needed.app();
        return logins.location(ctx, app, app.path()) + needed.demand().query();
    }

    /** Says in a 401 how a program signs in: RFC 9470, section 3, and RFC 6750, section 3. */
    public void challenge(RoutingContext ctx, Verdict.SignIn needed) {
        if (needed.further()) {
            ctx.response().putHeader(CHALLENGE, needed.demand().challenge(needed.maxAge()));
        } else {
            programs.challenge(ctx, needed.route());
        }
    }

    /** Whether the app shares the host of the gateway's own pages. */
    boolean onOwnHost(App app) {
        return logins.ownHost(app);
    }

    private void redirect(RoutingContext ctx, App app, Demand demand) {
        ctx.request().pause();
        logins.location(ctx, app)
                .onSuccess(login -> LoginRedirect.to(ctx, login + demand.query()))
                .onFailure(ctx::fail);
    }

    private HttpFailure stepUp(RoutingContext ctx, Verdict.SignIn needed) {
        return HttpFailure.of(FailureKind.STEP_UP_NEEDED, "a fresh or stronger sign-in is needed")
                .retryAt(start(ctx, needed));
    }

    private HttpFailure login(RoutingContext ctx, Verdict.SignIn needed) {
        HttpFailure failure = HttpFailure.of(FailureKind.LOGIN_REQUIRED, "no session");
        return Caller.of(ctx.request()) == Caller.BROWSER
                ? failure.retryAt(start(ctx, needed))
                : failure;
    }

    private static boolean asksForPage(RoutingContext ctx) {
        return RequestTarget.of(ctx).reads() && Caller.of(ctx.request()) == Caller.BROWSER;
    }
}
