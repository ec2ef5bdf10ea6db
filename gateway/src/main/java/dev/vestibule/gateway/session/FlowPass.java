package dev.vestibule.gateway.session;

import dev.vestibule.flow.expression.EvaluationContext.StepFacts;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.gateway.identity.IdentityValues;
import dev.vestibule.gateway.identity.SessionIdentity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the last completed login of one flow has proved.
 *
 * @param identity who the apps of this flow see
 * @param values the identity as headers carry it
 * @param steps the flow's completed steps, by id
 * @param levels the levels of authentication that they reach, the strongest last
 * @param passed fingerprint of the flow
 */
record FlowPass(
        SessionIdentity identity,
        IdentityValues values,
        Map<String, StepFacts> steps,
        List<String> levels,
        String passed) {
    public FlowPass {
        steps = Map.copyOf(steps);
        levels = List.copyOf(levels);
    }

    static FlowPass of(
            SessionIdentity identity,
            IdentityValues values,
            Flow flow,
            Map<String, StepFacts> steps) {
        return new FlowPass(
                identity, values, steps, flow.acr().allReached(steps), flow.fingerprint());
    }

    FlowPass passing(String fingerprint) {
        return new FlowPass(identity, values, steps, levels, fingerprint);
    }

    /**
     * What a program can do without a login: it has completed no step.
     *
     * @throws IllegalArgumentException when no header can carry the username
     */
    static FlowPass ofProgram(SessionIdentity identity, Flow flow) {
        return new FlowPass(
                identity, IdentityValues.of(identity), Map.of(), List.of(), flow.fingerprint());
    }

    /** The same with the steps of other flows; of two, the later one. */
    FlowPass withStepsOf(List<FlowPass> others) {
        Map<String, StepFacts> all = new HashMap<>(steps);
        for (FlowPass other : others) {
            other.steps().forEach((id, step) -> all.merge(id, step, FlowPass::later));
        }
        return new FlowPass(identity, values, all, levels, passed);
    }

    private static StepFacts later(StepFacts one, StepFacts other) {
        return one.at().isBefore(other.at()) ? other : one;
    }

    /** Whether the account of one is another than that of the other. */
    boolean contradicts(FlowPass other) {
        String own = identity.accountName();
        String others = other.identity().accountName();
        return own != null && others != null && !own.equals(others);
    }

    @Override
    public String toString() {
        return "FlowPass[steps=" + steps.keySet() + "]";
    }
}
