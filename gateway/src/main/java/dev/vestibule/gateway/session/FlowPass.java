package dev.vestibule.gateway.session;

import dev.vestibule.flow.expression.EvaluationContext.StepFacts;
import dev.vestibule.gateway.identity.IdentityValues;
import dev.vestibule.gateway.identity.SessionIdentity;

import java.util.Map;

/**
 * What the last completed login of one flow has proved.
 *
 * @param identity who the apps of this flow see
 * @param values the identity as headers carry it
 * @param steps the flow's completed steps, by id
 */
record FlowPass(SessionIdentity identity, IdentityValues values, Map<String, StepFacts> steps) {
    public FlowPass {
        steps = Map.copyOf(steps);
    }

    /** Whether the account of one is another than that of the other. */
    boolean contradicts(FlowPass other) {
        var own = identity.account();
        var others = other.identity().account();
        return own != null && others != null && !own.username().equals(others.username());
    }

    @Override
    public String toString() {
        return "FlowPass[steps=" + steps.keySet() + "]";
    }
}
