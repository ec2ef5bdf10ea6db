package dev.vestibule.gateway.access;

import dev.vestibule.flow.app.App;
import dev.vestibule.flow.evaluate.AccessDecision;
import dev.vestibule.flow.evaluate.AccessEvaluator;
import dev.vestibule.flow.expression.facts.EvaluationContext.RequestFacts;
import dev.vestibule.gateway.access.ProgramSessions.Renewal;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.session.RequestFactsReader;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.session.Sessions;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/**
 * Decides again, while an admitted request lasts, whether it may continue: its session must be
 * open, and the rules that are live now have to admit it.
 *
 * @param routes those of the live configuration
 */
public record Readmission(
        Supplier<RouteTable> routes,
        Sessions sessions,
        ProgramSessions programs,
        RequestFactsReader facts) {
    /**
     * What must be remembered of a request to decide again.
     *
     * @param app id of the app that has it
     * @param path by which the app was found
     * @param session key of its session; null when it has none, or is of a program
     * @param program finds the session of a program
     */
    public record Visit(
            String app,
            String path,
            RequestFacts request,
            @Nullable String session,
            @Nullable Renewal program) {}

    /** Of a request that the gate has admitted. */
    public Visit visit(RoutingContext ctx, AuthorizedRequest admitted) {
        Session session = admitted.session();
        boolean program = admitted.isOfProgram();
        return new Visit(
                admitted.app().id(),
                RequestTarget.of(ctx).path(),
                facts.request(ctx),
                session == null || program ? null : session.key(),
                program ? programs.renewal(ctx, admitted.route()) : null);
    }

    /** Whether it may continue; not when that cannot be found out. */
    public Future<Boolean> admits(Visit visit) {
        Route route = routes.get().find(visit.request().host(), visit.path());
        if (route == null || !route.app().id().equals(visit.app())) {
            return Future.succeededFuture(false);
        }
        App app = route.app();
        Future<@Nullable Session> living = living(visit, route);
        if (living == null) {
            return Future.succeededFuture(admits(visit, app, null));
        }
        return living.map(session -> session != null && admits(visit, app, session))
                .otherwise(false);
    }

    private @Nullable Future<@Nullable Session> living(Visit visit, Route route) {
        if (visit.program() != null) {
            return visit.program().on(route);
        }
        return visit.session() == null ? null : sessions.lasting(visit.session());
    }

    private boolean admits(Visit visit, App app, @Nullable Session session) {
        Session known = session == null ? null : session.in(app.flow(), app.stepUps());
        return switch (new AccessEvaluator()
                .decide(app, facts.of(visit.request(), app, known), known != null)) {
            case AccessDecision.Public _ -> true;
            case AccessDecision.Allowed _ -> known != null;
            case AccessDecision.LoginNeeded _,
                    AccessDecision.StepUpNeeded _,
                    AccessDecision.Refused _ ->
                    false;
        };
    }
}
