package dev.vestibule.gateway.access;

import dev.vestibule.flow.app.App;
import dev.vestibule.flow.evaluate.AccessDecision;
import dev.vestibule.flow.evaluate.AccessEvaluator;
import dev.vestibule.flow.evaluate.Decision;
import dev.vestibule.flow.evaluate.FlowEvaluator;
import dev.vestibule.gateway.access.Route.Recheck;
import dev.vestibule.gateway.http.Caller;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.FailurePage.Audience;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.HttpFailure.Concern;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.session.Demand;
import dev.vestibule.gateway.session.LoginRedirect;
import dev.vestibule.gateway.session.LogoutHandler;
import dev.vestibule.gateway.session.RequestFactsReader;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.session.Sessions;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Decides whether a request may pass to an app, before any upstream is contacted. A request that
 * passes has an {@link AuthorizedRequest}; one that could pass after a login is redirected there;
 * every other one is refused.
 */
public final class SessionGate implements Handler<RoutingContext> {
    /** Browsers ask for it by themselves, with or without a session. */
    private static final String FAVICON = "/favicon.ico";

    private final Supplier<RouteTable> routes;
    private final Sessions sessions;
    private final RequestFactsReader facts;
    private final LoginRedirect logins;
    private final Handler<RoutingContext> unclaimed;
    private final BiConsumer<RoutingContext, AuthorizedRequest> next;
    private final AccessEvaluator access = new AccessEvaluator();
    private final FlowEvaluator flows = new FlowEvaluator();

    /**
     * @param routes those of the live configuration
     * @param unclaimed answers what belongs to no app
     * @param next answers what may pass
     */
    public SessionGate(
            Supplier<RouteTable> routes,
            Sessions sessions,
            RequestFactsReader facts,
            LoginRedirect logins,
            Handler<RoutingContext> unclaimed,
            BiConsumer<RoutingContext, AuthorizedRequest> next) {
        this.routes = routes;
        this.sessions = sessions;
        this.facts = facts;
        this.logins = logins;
        this.unclaimed = unclaimed;
        this.next = next;
    }

    @Override
    public void handle(RoutingContext ctx) {
        RequestTarget target = RequestTarget.of(ctx);
        Route route = routes.get().find(target.host(), target.path());
        if (route == null || target.reserved()) {
            unclaimed.handle(ctx);
            return;
        }
        var found = sessions.find(ctx);
        if (found.succeeded()) {
            carryOut(ctx, route, found.result());
            return;
        }
        ctx.request().pause();
        found.onSuccess(session -> decide(ctx, route, session)).onFailure(ctx::fail);
    }

    private void decide(RoutingContext ctx, Route route, @Nullable Session session) {
        try {
            carryOut(ctx, route, session);
        } catch (RuntimeException refused) {
            ctx.fail(refused);
        }
    }

    private void carryOut(RoutingContext ctx, Route route, @Nullable Session session) {
        App app = route.app();
        Session known = session == null ? null : session.in(app.flow(), route.stepUps());
        if (known != null && mustPassMore(ctx, route, known)) {
            stepUp(ctx, app, Demand.NONE);
            return;
        }
        var seen = route.readsRequest() ? facts.of(ctx, app, known) : facts.ofSession(app, known);
        switch (access.decide(app, seen, known != null)) {
            case AccessDecision.Public _ -> next.accept(ctx, new AuthorizedRequest(route, known));
            case AccessDecision.Allowed _ -> next.accept(ctx, signedIn(route, known));
            case AccessDecision.LoginNeeded _ -> login(ctx, app);
            case AccessDecision.StepUpNeeded(var to, var again) ->
                    stepUp(ctx, app, Demand.of(app, to, again));
            case AccessDecision.Refused(String reason) ->
                    throw HttpFailure.of(FailureKind.ACCESS_REFUSED, reason)
                            .concerning(concern(app, known == null ? session : known))
                            .retryAt(LogoutHandler.PATH)
                            .told(audience(app, session));
        }
    }

    /** Whether the flow has changed since the session has passed it, and asks for more now. */
    private boolean mustPassMore(RoutingContext ctx, Route route, Session session) {
        Recheck recheck = route.recheck();
        return recheck != null
                && recheck.concerns(session)
                && !(flows.decide(recheck.flow(), facts.of(ctx, route.app(), session))
                        instanceof Decision.Complete);
    }

    /** Another sign-in of the user, which the session continues with. */
    private void stepUp(RoutingContext ctx, App app, Demand demand) {
        if (asksForPage(ctx)) {
            redirect(ctx, app, demand);
            return;
        }
        // RFC 9470, section 3.
        ctx.response().putHeader("WWW-Authenticate", demand.challenge());
        throw HttpFailure.of(FailureKind.STEP_UP_NEEDED, "a fresh or stronger sign-in is needed")
                .retryAt(logins.location(ctx, app, app.path()) + demand.query());
    }

    private void redirect(RoutingContext ctx, App app, Demand demand) {
        ctx.request().pause();
        logins.location(ctx, app)
                .onSuccess(login -> LoginRedirect.to(ctx, login + demand.query()))
                .onFailure(ctx::fail);
    }

    private static boolean asksForPage(RoutingContext ctx) {
        HttpMethod method = ctx.request().method();
        return Caller.of(ctx.request()) == Caller.BROWSER
                && (method == HttpMethod.GET || method == HttpMethod.HEAD);
    }

    private static Audience audience(App app, @Nullable Session session) {
        return new Audience(session == null ? null : session.identity().user(), app.title());
    }

    private static Concern concern(App app, @Nullable Session session) {
        return session == null
                ? new Concern(app.id(), null, null)
                : new Concern(
                        app.id(),
                        session.identity().verified().connection(),
                        session.identity().user());
    }

    /** Whatever the rules say, only a session makes an allowed request. */
    private static AuthorizedRequest signedIn(Route route, @Nullable Session session) {
        if (session == null) {
            throw HttpFailure.of(FailureKind.ACCESS_REFUSED, "allowed without a session");
        }
        return new AuthorizedRequest(route, session);
    }

    private void login(RoutingContext ctx, App app) {
        if (RequestTarget.of(ctx).path().equals(FAVICON) && logins.ownHost(app)) {
            unclaimed.handle(ctx);
            return;
        }
        if (asksForPage(ctx)) {
            redirect(ctx, app, Demand.NONE);
            return;
        }
        HttpFailure failure = HttpFailure.of(FailureKind.LOGIN_REQUIRED, "no session");
        throw Caller.of(ctx.request()) == Caller.BROWSER
                ? failure.retryAt(logins.location(ctx, app, app.path()))
                : failure;
    }
}
