package dev.vestibule.gateway.session;

import dev.vestibule.flow.expression.Facts.StepFacts;
import dev.vestibule.gateway.identity.IdentityValues;
import dev.vestibule.gateway.identity.SessionIdentity;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What exists after login, until logout or expiry.
 *
 * @param key the session's name inside the gateway; browsers never see it
 * @param values the identity as headers carry it
 * @param flows ids of the flows that this session has completed; an app of another flow needs a
 *     login
 * @param steps the completed steps of the last login, by id
 * @param startedAt when the first login completed; the lifetime counts from here
 */
public record Session(
        String key,
        SessionIdentity identity,
        IdentityValues values,
        Set<String> flows,
        Map<String, StepFacts> steps,
        Instant startedAt) {
    public Session {
        flows = Set.copyOf(flows);
        steps = Map.copyOf(steps);
    }

    /** Whether both stand for the same federated identity. */
    boolean samePersonAs(SessionIdentity other) {
        return identity.verified().issuer().equals(other.verified().issuer())
                && identity.verified().subject().equals(other.verified().subject());
    }

    /** The same session of the same person, with what the directory says now. */
    Session with(SessionIdentity current, IdentityValues carried) {
        return new Session(key, current, carried, flows, steps, startedAt);
    }

    /** The session as it is seen through a ticket that was given for fewer flows. */
    Session within(Set<String> ticketed) {
        if (ticketed.containsAll(flows)) {
            return this;
        }
        Set<String> seen = new java.util.HashSet<>(flows);
        seen.retainAll(ticketed);
        return new Session(key, identity, values, seen, steps, startedAt);
    }

    @Override
    public String toString() {
        return "Session[flows=" + flows + ", startedAt=" + startedAt + "]";
    }
}
