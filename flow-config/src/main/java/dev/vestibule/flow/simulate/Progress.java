package dev.vestibule.flow.simulate;

import dev.vestibule.flow.expression.EvaluationContext.StepFacts;

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
        @Nullable SimulatedAccount account) {
    static final Progress NONE = new Progress(Map.of(), List.of(), null, null);

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

    Progress with(String step, StepFacts facts) {
        Map<String, StepFacts> done = new LinkedHashMap<>(steps);
        done.put(step, facts);
        return new Progress(done, identities, later, account);
    }

    /** With an identity, and the account of the user since then. */
    Progress with(SimulatedIdentity identity, @Nullable SimulatedAccount now) {
        List<SimulatedIdentity> all = new ArrayList<>(identities);
        all.add(identity);
        boolean identifies = !identities.isEmpty() && account == null && now != null;
        return new Progress(steps, all, identifies ? identity : later, now);
    }
}
