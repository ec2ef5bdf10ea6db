package dev.vestibule.gateway.session;

import dev.vestibule.flow.evaluate.AccessDecision;
import dev.vestibule.flow.evaluate.AccessEvaluator;
import dev.vestibule.flow.model.App;
import dev.vestibule.gateway.http.Caller;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.HttpFailure.Concern;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestTarget;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request may pass to an app, before any upstream is contacted. A request that
 * passes has an {@link Admitted}; one that could pass after a login is redirected there; every
 * other one is refused.
 */
public final class SessionGate implements Handler<RoutingContext> {
    private final AppLookup apps;
    private final Sessions sessions;
    private final RequestFactsReader facts;
    private final LoginRedirect logins;
    private final AccessEvaluator access = new AccessEvaluator();

    public SessionGate(
            AppLookup apps, Sessions sessions, RequestFactsReader facts, LoginRedirect logins) {
        this.apps = apps;
        this.sessions = sessions;
        this.facts = facts;
        this.logins = logins;
    }

    @Override
    public void handle(RoutingContext ctx) {
        RequestTarget target = RequestTarget.of(ctx);
        App app = target.reserved() ? null : apps.find(target.host(), target.path());
        if (app == null) {
            throw HttpFailure.of(FailureKind.NOT_FOUND, "no app for this host and path");
        }
        ctx.request().pause();
        sessions.find(ctx).onSuccess(session -> decide(ctx, app, session)).onFailure(ctx::fail);
    }

    private void decide(RoutingContext ctx, App app, @Nullable Session session) {
        try {
            carryOut(ctx, app, session);
        } catch (RuntimeException refused) {
            ctx.fail(refused);
        }
    }

    private void carryOut(RoutingContext ctx, App app, @Nullable Session session) {
        Session known = session == null ? null : session.in(app.flow());
        switch (access.decide(app, facts.of(ctx, app, known), known != null)) {
            case AccessDecision.Public _ -> admit(ctx, new Admitted(app, known));
            case AccessDecision.Allowed _ -> admit(ctx, signedIn(app, known));
            case AccessDecision.LoginNeeded _ -> login(ctx, app);
            case AccessDecision.Refused(String reason) ->
                    throw HttpFailure.of(FailureKind.ACCESS_REFUSED, reason)
                            .concerning(concern(app, known == null ? session : known))
                            .retryAt(LogoutHandler.PATH);
        }
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
    private static Admitted signedIn(App app, @Nullable Session session) {
        if (session == null) {
            throw HttpFailure.of(FailureKind.ACCESS_REFUSED, "allowed without a session");
        }
        return new Admitted(app, session);
    }

    private static void admit(RoutingContext ctx, Admitted admitted) {
        admitted.keepIn(ctx);
        ctx.next();
    }

    private void login(RoutingContext ctx, App app) {
        HttpMethod method = ctx.request().method();
        boolean page = Caller.of(ctx.request()) == Caller.BROWSER;
        if (page && (method == HttpMethod.GET || method == HttpMethod.HEAD)) {
            logins.location(ctx, app).onSuccess(login -> redirect(ctx, login)).onFailure(ctx::fail);
            return;
        }
        HttpFailure failure = HttpFailure.of(FailureKind.LOGIN_REQUIRED, "no session");
        throw page ? failure.retryAt(logins.location(ctx, app, app.path())) : failure;
    }

    static void redirect(RoutingContext ctx, String location) {
        Pages.secure(ctx.response().headers());
        ctx.request().resume();
        ctx.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, location).end();
    }
}
