package dev.vestibule.flow.expression;

import dev.cel.runtime.CelVariableResolver;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Hands the facts to CEL. A part that is not known is unknown to CEL too, so that an expression
 * that does not depend on it still has a value.
 */
final class VariableResolver implements CelVariableResolver {
    private final EvaluationContext facts;
    private final boolean identity;

    /**
     * @param identity whether the expression may read the identity
     */
    VariableResolver(EvaluationContext facts, boolean identity) {
        this.facts = facts;
        this.identity = identity;
    }

    @Override
    public Optional<Object> find(String name) {
        return Variable.named(name)
                .filter(variable -> identity || !Variable.OF_THE_IDENTITY.contains(variable))
                .map(this::value);
    }

    private @Nullable Object value(Variable variable) {
        return switch (variable) {
            case REQUEST -> new RequestView(facts.request());
            case CLAIMS -> facts.claims() == null ? null : ClaimsView.verified(facts.claims());
            case CONNECTION -> facts.connection();
            case ACCOUNT -> facts.account() == null ? null : account(facts.account());
            case STEPS -> steps(facts.steps());
            case FIRST -> facts.first() == null ? null : first(facts.first());
            case APP -> facts.app();
            case NOW -> facts.now();
        };
    }

    private static Map<String, Object> first(EvaluationContext.FirstFacts first) {
        return Map.of(
                "claims", ClaimsView.verified(first.claims()), "connection", first.connection());
    }

    private static Map<String, Object> account(EvaluationContext.AccountFacts account) {
        return Map.of(
                "username", account.username(),
                "groups", account.groups(),
                "attributes", account.attributes());
    }

    private static Map<String, Object> steps(Map<String, EvaluationContext.StepFacts> steps) {
        Map<String, Object> visible = new HashMap<>();
        steps.forEach((id, step) -> visible.put(id, step(step)));
        return visible;
    }

    private static Map<String, Object> step(EvaluationContext.StepFacts step) {
        return Map.of(
                "option", step.option(),
                "authenticated", step.authenticated(),
                "amr", step.amr(),
                "at", step.at());
    }
}
