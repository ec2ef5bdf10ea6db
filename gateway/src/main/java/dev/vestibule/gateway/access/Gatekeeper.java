package dev.vestibule.gateway.access;

import dev.vestibule.flow.app.App;
import dev.vestibule.flow.evaluate.AccessDecision;
import dev.vestibule.flow.evaluate.AccessEvaluator;
import dev.vestibule.flow.evaluate.Decision;
import dev.vestibule.flow.evaluate.FlowEvaluator;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.gateway.access.Verdict.Client;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.FailurePage.Audience;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.HttpFailure.Concern;
import dev.vestibule.gateway.http.RequestNotes;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.http.ReturnPath;
import dev.vestibule.gateway.session.Demand;
import dev.vestibule.gateway.session.LoginRedirect;
import dev.vestibule.gateway.session.LongPaths;
import dev.vestibule.gateway.session.RequestFactsReader;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.session.Sessions;

import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Decides whether a request may pass to an app, which the gateway or a proxy that asks then passes
 * on. No other class decides.
 */
public final class Gatekeeper {
    private final Sessions sessions;
    private final ProgramSessions programs;
    private final RequestFactsReader facts;
    private final AccessEvaluator access = new AccessEvaluator();
    private final FlowEvaluator flows = new FlowEvaluator();

    /**
     * @param programs who sends credentials in place of a session's cookie
     */
    public Gatekeeper(Sessions sessions, ProgramSessions programs, RequestFactsReader facts) {
        this.sessions = sessions;
        this.programs = programs;
        this.facts = facts;
    }

    /**
     * Decides about the request of the context. Where the session is not known at once, the request
     * is paused until then, and stays so.
     *
     * @param then gets what was decided; what it throws fails the context
     */
    public void decide(RoutingContext ctx, Route route, Consumer<Verdict> then) {
        RequestTarget target = RequestTarget.of(ctx);
        if (route.target().asIs()) {
            target.passAsSent(ctx);
        } else if (target.unclear() != null) {
            throw target.refused().concerning(concern(route.app(), null));
        }
        var program = programs.find(ctx, route);
        var found = program == null ? sessions.find(ctx) : program;
        if (found.succeeded()) {
            then.accept(verdict(ctx, route, found.result()));
            return;
        }
        ctx.request().pause();
        found.onSuccess(session -> decided(ctx, route, session, then)).onFailure(ctx::fail);
    }

    private void decided(
            RoutingContext ctx, Route route, @Nullable Session session, Consumer<Verdict> then) {
        try {
            then.accept(verdict(ctx, route, session));
        } catch (RuntimeException refused) {
            ctx.fail(refused);
        }
    }

    private Verdict verdict(RoutingContext ctx, Route route, @Nullable Session session) {
        App app = route.app();
        Session known = session == null ? null : session.in(app.flow(), route.stepUps());
        RequestNotes.about(ctx, () -> concern(app, session));
        if (known != null && mustPassMore(ctx, route, known)) {
            return new Verdict.SignIn(route, Demand.NONE, Client.of(known), null);
        }
        var seen = route.readsRequest() ? facts.of(ctx, app, known) : facts.ofSession(app, known);
        return switch (access.decide(app, seen, known != null, tried(app, known, seen))) {
            case AccessDecision.Public _ ->
                    new Verdict.Admitted(new AuthorizedRequest(route, known));
            case AccessDecision.Allowed _ -> signedIn(route, known);
            case AccessDecision.LoginNeeded _ ->
                    new Verdict.SignIn(route, Demand.NONE, Client.STRANGER, null);
            case AccessDecision.StepUpNeeded(var to, var again, var maxAge) ->
                    new Verdict.SignIn(route, Demand.of(app, to, again), Client.of(known), maxAge);
            case AccessDecision.Refused(String reason) ->
                    new Verdict.Refused(
                            HttpFailure.of(FailureKind.ACCESS_REFUSED, reason)
                                    .concerning(concern(app, known == null ? session : known))
                                    .retryBy(RequestTarget.LOGOUT, another(ctx, app))
                                    .told(audience(app, session)));
        };
    }

    /** Whether the browser comes from a login that was asked for the same. */
    private static Predicate<AccessDecision.StepUpNeeded> tried(
            App app, @Nullable Session known, EvaluationContext seen) {
        return needed ->
                known != null
                        && known.hasJustAnswered(
                                needed.to().flow(),
                                Demand.of(app, needed.to(), needed.again()),
                                seen.now());
    }

    /** Whether the flow has changed since the session has passed it, and asks for more now. */
    private boolean mustPassMore(RoutingContext ctx, Route route, Session session) {
        Flow flow = route.recheck();
        if (flow == null || session.passed().equals(flow.fingerprint())) {
            return false;
        }
        boolean complete =
                flows.decide(flow, facts.of(ctx, route.app(), session))
                        instanceof Decision.Complete;
        if (complete) {
            sessions.passed(session, flow);
        }
        return !complete;
    }

    /** Whatever the rules say, only a session makes an allowed request. */
    private static Verdict signedIn(Route route, @Nullable Session session) {
        return session == null
                ? new Verdict.Refused(
                        HttpFailure.of(FailureKind.ACCESS_REFUSED, "allowed without a session"))
                : new Verdict.Admitted(new AuthorizedRequest(route, session));
    }

    /** What the page posts to sign in with another account. */
    private static Map<String, String> another(RoutingContext ctx, App app) {
        ReturnPath path = ReturnPath.parse(RequestTarget.of(ctx).uri(), app.path());
        return Map.of(
                LoginRedirect.APP,
                app.id(),
                LoginRedirect.RETURN,
                LongPaths.mayTravel(path) ? path.value() : app.path());
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
}
