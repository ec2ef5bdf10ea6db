package dev.vestibule.flow;

import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.EvaluationContext.AccountFacts;
import dev.vestibule.flow.expression.facts.EvaluationContext.AcrFacts;
import dev.vestibule.flow.expression.facts.EvaluationContext.RequestFacts;
import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.expression.facts.Parameters;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * EvaluationContext of a visitor, of somebody at their first login, and of somebody who is signed
 * in.
 */
public final class EvaluationFixture {
    public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private EvaluationFixture() {}

    public static EvaluationContext visitor(String path) {
        return facts(path, null, null, Map.of());
    }

    /** A visitor's request with this query. */
    public static EvaluationContext asking(@Nullable String query) {
        return facts(request("GET", "/", "test", query), null, null, Map.of());
    }

    public static EvaluationContext facts(RequestFacts request) {
        return facts(request, null, null, Map.of());
    }

    public static RequestFacts request(
            @Nullable String method, String path, @Nullable String agent, @Nullable String query) {
        return new RequestFacts(
                "10.1.2.3", "wiki.example.org", method, path, agent, new Parameters(query));
    }

    public static EvaluationContext identified(Map<String, Object> claims) {
        return facts("/", claims, null, Map.of("first", step("corp")));
    }

    public static EvaluationContext signedIn(String path, String... groups) {
        AccountFacts account =
                new AccountFacts("ada", List.of(groups), Map.of("mail", List.of("a@example.org")));
        return facts(path, Map.of("sub", "1"), account, Map.of("first", step("corp")));
    }

    public static StepFacts step(String option) {
        return new StepFacts(option, true, List.of("pwd"), NOW.minusSeconds(60));
    }

    public static EvaluationContext facts(
            String path,
            @Nullable Map<String, Object> claims,
            @Nullable AccountFacts account,
            Map<String, StepFacts> steps) {
        return facts(request("GET", path, "test", "team=red"), claims, account, steps);
    }

    private static EvaluationContext facts(
            RequestFacts request,
            @Nullable Map<String, Object> claims,
            @Nullable AccountFacts account,
            Map<String, StepFacts> steps) {
        return new EvaluationContext(
                request,
                claims,
                claims == null ? null : "corp",
                account,
                steps,
                "wiki",
                NOW,
                null,
                AcrFacts.NONE);
    }
}
