package dev.vestibule.flow.scenario;

import dev.vestibule.flow.expression.facts.EvaluationContext.AccountFacts;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A login that is imagined.
 *
 * @param flow null for the flow of the app
 * @param app null for the first app of the flow
 * @param account the account that the directory has for the user already; null for none
 * @param knownDevice whether the account has called the device its own
 * @param acr levels of authentication that the login is asked for
 * @param steps what steps result in, by their ids
 */
public record Given(
        @Nullable String flow,
        @Nullable String app,
        GivenRequest request,
        @Nullable AccountFacts account,
        Instant now,
        boolean knownDevice,
        List<String> acr,
        Map<String, GivenStep> steps) {

    /** The time of a test that says none: the same in each run. */
    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    public Given {
        acr = List.copyOf(acr);
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
    }

    /** What the step with this id results in. */
    public GivenStep step(String id) {
        return steps.getOrDefault(id, GivenStep.USUAL);
    }

    /** Names the flow only: the rest may be personal. */
    @Override
    public String toString() {
        return "Given[flow=" + flow + ", app=" + app + ", steps=" + steps.keySet() + "]";
    }
}
