package dev.vestibule.gateway.session;

import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.gateway.identity.ProviderLogin;

import java.util.List;
import java.util.Map;

/**
 * What a login has proved.
 *
 * @param steps by their id
 * @param logins the sign-ins at identity providers that it rests on
 * @param asked what it was asked for beyond the flow
 */
public record ProvedLogin(Map<String, StepFacts> steps, List<ProviderLogin> logins, Demand asked) {
    public ProvedLogin {
        steps = Map.copyOf(steps);
        logins = List.copyOf(logins);
    }
}
