package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.provisioning.AttributeTexts;

import java.util.List;

/**
 * The texts of a header field that an expression gives.
 *
 * @param texts none of them blank; empty where there is no value, or none that is a text
 * @param several whether the value is a list, of however many texts
 */
public record HeaderText(List<String> texts, boolean several) {
    /** No value. */
    public static final HeaderText NONE = new HeaderText(List.of(), false);

    /**
     * The texts that the expression gives.
     *
     * @throws dev.vestibule.flow.expression.facts.ExpressionException when it cannot be evaluated;
     *     the field is not sent then
     */
    public static HeaderText of(Expression value, EvaluationContext facts) {
        return value.value(facts)
                .flatMap(result ->
                        AttributeTexts.of(result)
                                .map(texts -> new HeaderText(texts, result instanceof List)))
                .orElse(NONE);
    }
}
