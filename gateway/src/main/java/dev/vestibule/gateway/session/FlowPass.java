package dev.vestibule.gateway.session;

import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.gateway.identity.IdentityValues;
import dev.vestibule.gateway.identity.ProviderLogin;
import dev.vestibule.gateway.identity.SessionIdentity;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What the last completed login of one flow has proved.
 *
 * @param identity who the apps of this flow see
 * @param values the identity as headers carry it
 * @param steps the flow's completed steps, by id
 * @param levels the levels of authentication that they reach, the strongest last
 * @param passed fingerprint of the flow
 * @param asked what the login was asked for beyond the flow; null for nothing
 */
record FlowPass(
        SessionIdentity identity,
        IdentityValues values,
        Map<String, StepFacts> steps,
        List<String> levels,
        String passed,
        @Nullable Asked asked) {
    /** Longer than the way from a login to the page takes, shorter than a user waits. */
    private static final Duration JUST = Duration.ofMinutes(1);

    public FlowPass {
        steps = Map.copyOf(steps);
        levels = List.copyOf(levels);
    }

    /** What a login was asked for, and when it had it. */
    record Asked(Demand demand, Instant at) {}

    static FlowPass of(
            SessionIdentity identity,
            IdentityValues values,
            Flow flow,
            Map<String, StepFacts> steps) {
        return new FlowPass(
                identity, values, steps, flow.acr().allReached(steps), flow.fingerprint(), null);
    }

    FlowPass after(Demand demand, Instant at) {
        return new FlowPass(
                identity,
                values,
                steps,
                levels,
                passed,
                demand.isNone() ? null : new Asked(demand, at));
    }

    /** Whether its login has just ended, and was asked for the same. */
    boolean justAnswered(Demand demand, Instant now) {
        return asked != null && asked.demand().equals(demand) && asked.at().plus(JUST).isAfter(now);
    }

    FlowPass passing(String fingerprint) {
        return new FlowPass(identity, values, steps, levels, fingerprint, asked);
    }

    /**
     * What a program can do without a login: it has completed no step.
     *
     * @throws IllegalArgumentException when no header can carry the username
     */
    static FlowPass ofProgram(SessionIdentity identity, Flow flow) {
        return new FlowPass(
                identity,
                IdentityValues.of(identity),
                Map.of(),
                List.of(),
                flow.fingerprint(),
                null);
    }

    /**
     * The same with the user as apps see them now.
     *
     * @throws IllegalArgumentException when no header can carry the username
     */
    FlowPass with(SessionIdentity now) {
        return now.equals(identity)
                ? this
                : new FlowPass(
                        now, IdentityValues.of(now).with(values), steps, levels, passed, asked);
    }

    /** The same with the current data of the account, if there is one. */
    FlowPass with(UnaryOperator<SessionIdentity> current) {
        return identity.account() == null ? this : with(current.apply(identity));
    }

    /** The same if the user is that of the sign-in. */
    FlowPass with(ProviderLogin login, SessionIdentity now) {
        return login.isOf(identity.verified()) ? with(now) : this;
    }

    /** The same with the steps of other flows; of two, the later one. */
    FlowPass withStepsOf(List<FlowPass> others) {
        Map<String, StepFacts> all = new HashMap<>(steps);
        for (FlowPass other : others) {
            other.steps().forEach((id, step) -> all.merge(id, step, FlowPass::later));
        }
        return new FlowPass(identity, values, all, levels, passed, asked);
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
