package dev.vestibule.gateway.login;

import dev.vestibule.flow.evaluate.Decision;
import dev.vestibule.flow.evaluate.FlowEvaluator;
import dev.vestibule.flow.model.Step;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

/**
 * Asks the flow what a login needs next and carries it out. The only one that does: every step
 * comes back here, and none calls another.
 */
final class LoginDispatcher {
    private final FlowEvaluator evaluator = new FlowEvaluator();
    private final LoginFacts facts;
    private final ProviderTrips trips;
    private final Chooser chooser;
    private final Arrival arrival;

    LoginDispatcher(LoginFacts facts, ProviderTrips trips, Chooser chooser, Arrival arrival) {
        this.facts = facts;
        this.trips = trips;
        this.chooser = chooser;
        this.arrival = arrival;
    }

    /**
     * Takes the login one step further; fails when it ends here.
     *
     * @param chosen the connection that the link names, null leaves the choice to the user
     */
    Future<Void> dispatch(RoutingContext ctx, LoginTransaction login, @Nullable String chosen) {
        return switch (evaluator.decide(login.flow(), facts.of(ctx, login))) {
            case Decision.Authenticate(var step) -> authenticate(ctx, login, step, chosen);
            case Decision.Deny(var sentence) -> Future.failedFuture(denied(sentence));
            case Decision.Complete() -> arrival.complete(ctx, login);
        };
    }

    private Future<Void> authenticate(
            RoutingContext ctx,
            LoginTransaction login,
            Step.Authenticate step,
            @Nullable String chosen) {
        if (chosen != null && !step.options().contains(chosen)) {
            return Future.failedFuture(
                    HttpFailure.of(
                            FailureKind.WAY_NOT_OFFERED,
                            "step " + step.id() + " has no such option"));
        }
        String only = step.options().size() == 1 ? step.options().getFirst() : chosen;
        return only == null
                ? chooser.ask(ctx, login, step)
                : trips.begin(ctx, login, step.id(), only);
    }

    private static HttpFailure denied(String sentence) {
        return HttpFailure.of(FailureKind.LOGIN_DENIED, "a deny step applies").saying(sentence);
    }
}
