package dev.vestibule.gateway.portal;

import dev.vestibule.flow.app.App;
import dev.vestibule.flow.evaluate.AccessDecision;
import dev.vestibule.flow.evaluate.AccessEvaluator;
import dev.vestibule.flow.expression.facts.EvaluationContext.RequestFacts;
import dev.vestibule.flow.expression.facts.Parameters;
import dev.vestibule.gateway.session.RequestFactsReader;
import dev.vestibule.gateway.session.Session;

import io.vertx.ext.web.RoutingContext;

/** Whether the rules of an application may admit a user who opens it from the portal. */
record Admissible(RequestFactsReader facts) {
    /**
     * Decides a GET of the application's root by this client. An application whose flow the session
     * has not passed may admit the user after another sign-in; so may one whose rules fail without
     * the request itself.
     */
    boolean test(RoutingContext ctx, App app, Session session) {
        Session known = session.in(app.flow(), app.stepUps());
        RequestFacts here = facts.request(ctx);
        RequestFacts root =
                new RequestFacts(
                        here.ip(),
                        app.host(),
                        "GET",
                        app.path(),
                        here.userAgent(),
                        Parameters.NONE);
        return switch (new AccessEvaluator()
                .decide(app, facts.of(root, app, known), known != null)) {
            case AccessDecision.Public _,
                    AccessDecision.Allowed _,
                    AccessDecision.LoginNeeded _,
                    AccessDecision.StepUpNeeded _ ->
                    true;
            case AccessDecision.Refused(var reason) -> undecided(app, reason);
        };
    }

    private static boolean undecided(App app, String reason) {
        return reason.endsWith(AccessDecision.UNDECIDED)
                && app.access().stream().anyMatch(rule -> rule.condition().readsRequest());
    }
}
