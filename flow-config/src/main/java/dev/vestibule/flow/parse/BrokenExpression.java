package dev.vestibule.flow.parse;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ExpressionException;
import dev.vestibule.flow.expression.Facts;

import java.util.Optional;
import java.util.Set;

/** Replaces an expression that was refused, so that reading can continue. Never goes live. */
record BrokenExpression(String source) implements Expression {
    @Override
    public Set<String> variables() {
        return Set.of("claims");
    }

    @Override
    public boolean test(Facts facts) {
        throw refused();
    }

    @Override
    public Optional<Boolean> testAnonymously(Facts facts) {
        throw refused();
    }

    @Override
    public Optional<Object> value(Facts facts) {
        throw refused();
    }

    private ExpressionException refused() {
        return new ExpressionException("expression `" + source + "` was refused");
    }
}
