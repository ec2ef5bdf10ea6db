package dev.vestibule.flow.simulate;

import dev.vestibule.flow.evaluate.Passage;
import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.expression.facts.Trail;
import dev.vestibule.flow.step.Flow;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a simulated login has proved so far.
 *
 * @param identities all of them; each is the same user's
 * @param later the later identity that identifies the user; null while that is the first one
 */
record Progress(
        Map<String, StepFacts> steps,
        List<SimulatedIdentity> identities,
        @Nullable SimulatedIdentity later,
        @Nullable SimulatedAccount account,
        Trail trail) {
    static final Progress NONE = new Progress(Map.of(), List.of(), null, null, Trail.NONE);

    Progress {
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
        identities = List.copyOf(identities);
    }

    @Nullable SimulatedIdentity first() {
        return identities.isEmpty() ? null : identities.getFirst();
    }

    /** The first identity with an account, else the first of all. */
    @Nullable SimulatedIdentity identity() {
        return later == null ? first() : later;
    }

    Progress with(Flow flow, String step, StepFacts facts) {
        return at(new Passage(steps, trail).passed(flow, step, facts));
    }

    Progress without(Flow flow, String step) {
        return at(new Passage(steps, trail).failed(flow, step));
    }

    /** With so many wrong answers to the step. */
    Progress mistaken(String step, int wrong) {
        Trail counted = trail;
        for (int each = 0; each < wrong; each++) {
            counted = counted.mistaken(step);
        }
        return at(new Passage(steps, counted));
    }

    /** With the account as a step has changed it. */
    Progress having(SimulatedAccount changed) {
        return new Progress(steps, identities, later, changed, trail);
    }

    private Progress at(Passage passage) {
        return new Progress(passage.steps(), identities, later, account, passage.trail());
    }

    /** With an identity, and the account of the user since then. */
    Progress with(SimulatedIdentity identity, @Nullable SimulatedAccount now, boolean subject) {
        List<SimulatedIdentity> all = new ArrayList<>(identities);
        all.add(identity);
        boolean identifies = !identities.isEmpty() && (subject || account == null && now != null);
        return new Progress(steps, all, identifies ? identity : later, now, trail);
    }
}
