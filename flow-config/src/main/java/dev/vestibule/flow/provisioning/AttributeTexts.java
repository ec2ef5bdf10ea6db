package dev.vestibule.flow.provisioning;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.ExpressionException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The results of expressions as values of LDAP attributes. */
public final class AttributeTexts {
    private AttributeTexts() {}

    /** The values by attribute, without those whose expression fails or has no value. */
    public static Map<String, List<String>> of(
            Map<String, Expression> attributes, EvaluationContext facts) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        attributes.forEach((name, expression) -> {
            try {
                expression
                        .value(facts)
                        .flatMap(AttributeTexts::of)
                        .filter(texts -> !texts.isEmpty())
                        .ifPresent(texts -> values.put(name, texts));
            } catch (ExpressionException unchanged) {
                // The expression has told of it, and nothing is known of the value.
            }
        });
        return values;
    }

    /**
     * Lists become several values, numbers and Booleans become text, blank texts are omitted, and
     * duplicates are removed. Empty for an object, or for a list in a list: they have no unique
     * text form.
     */
    public static Optional<List<String>> of(Object result) {
        List<?> items = result instanceof List<?> list ? list : List.of(result);
        List<String> values = new ArrayList<>();
        for (Object item : items) {
            Optional<String> text = text(item);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            values.add(text.get());
        }
        return Optional.of(values.stream().filter(value -> !value.isBlank()).distinct().toList());
    }

    private static Optional<String> text(Object item) {
        return switch (item) {
            case String text -> Optional.of(text);
            case Number number -> Optional.of(number.toString());
            case Boolean truth -> Optional.of(truth.toString());
            case java.time.Instant instant -> Optional.of(instant.toString());
            default -> Optional.empty();
        };
    }
}
