package dev.vestibule.flow.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An expression's result as the values of an attribute. */
final class MappedValues {
    private MappedValues() {}

    /**
     * Lists become several values, numbers and Booleans become text, blank texts are omitted, and
     * duplicates are removed. Empty for an object, or for a list in a list: they have no unique
     * text form.
     */
    static Optional<List<String>> of(Object result) {
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
