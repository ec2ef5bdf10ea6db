package dev.vestibule.gateway.session;

import dev.vestibule.flow.expression.Facts.StepFacts;
import dev.vestibule.gateway.identity.SessionIdentity;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What exists after login, until logout or expiry.
 *
 * @param flows ids of the flows that this session has completed; an app of another flow needs a
 *     login
 * @param steps the completed steps of the last login, by id
 * @param startedAt when the first login completed; the lifetime counts from here
 */
public record Session(
        SessionIdentity identity,
        Set<String> flows,
        Map<String, StepFacts> steps,
        Instant startedAt) {
    public Session {
        flows = Set.copyOf(flows);
        steps = Map.copyOf(steps);
    }
}
