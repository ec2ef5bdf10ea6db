package dev.vestibule.flow.expression;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A mapping that takes nothing from the claims. */
public record NoValue() implements Expression {

    @Override
    public String source() {
        return "";
    }

    @Override
    public Set<String> variables() {
        return Set.of();
    }

    @Override
    public boolean test(EvaluationContext facts) {
        return false;
    }

    @Override
    public Optional<Boolean> testAnonymously(EvaluationContext facts) {
        return Optional.of(false);
    }

    @Override
    public Optional<Boolean> testAfter(String connection, Map<String, String> options) {
        return Optional.of(false);
    }

    @Override
    public Optional<Object> value(EvaluationContext facts) {
        return Optional.empty();
    }
}
