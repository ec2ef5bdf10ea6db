package dev.vestibule.flow.step.call;

import dev.vestibule.flow.expression.AnswerType;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * What an answer must have.
 *
 * @param fields the declared values by the names that conditions know them by
 */
public record AnswerShape(Map<String, AnswerField> fields) {
    private static final int MOST_TEXT = 4_000;

    /** The types of the declared values. */
    Map<String, AnswerType> types() {
        Map<String, AnswerType> types = new LinkedHashMap<>();
        fields.forEach((name, field) -> types.put(name, field.type()));
        return types;
    }

    /**
     * What is wrong with an answer, without anything that it says; empty when it has all that is
     * declared.
     */
    public Optional<String> problem(Map<String, Object> json) {
        return problem((name, field) -> field.in(json, name));
    }

    /** The declared values of an answer that has no problem. */
    public Map<String, Object> values(Map<String, Object> json) {
        return values((name, field) -> field.in(json, name));
    }

    /** What is wrong with values in place of an answer; empty when nothing is. */
    Optional<String> problemOfStandIn(Map<String, Object> values) {
        TreeSet<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(fields.keySet());
        return unknown.isEmpty()
                ? problem(standIn(values))
                : Optional.of(unknown.first() + ", which answer does not declare");
    }

    /** Values in place of an answer, each with its type. */
    public Map<String, Object> valuesOfStandIn(Map<String, Object> values) {
        return values(standIn(values));
    }

    private static BiFunction<String, AnswerField, Optional<Object>> standIn(
            Map<String, Object> values) {
        return (name, field) -> field.type().of(values.get(name));
    }

    private Optional<String> problem(BiFunction<String, AnswerField, Optional<Object>> source) {
        Map<String, Object> values = values(source);
        for (Map.Entry<String, AnswerField> field : fields.entrySet()) {
            if (!values.containsKey(field.getKey())) {
                return Optional.of(
                        "no %s that is %s"
                                .formatted(field.getKey(), field.getValue().type().words()));
            }
        }
        return values.values().stream().mapToInt(AnswerShape::length).sum() > MOST_TEXT
                ? Optional.of("more than " + MOST_TEXT + " characters of text")
                : Optional.empty();
    }

    private Map<String, Object> values(BiFunction<String, AnswerField, Optional<Object>> source) {
        Map<String, Object> values = new LinkedHashMap<>();
        fields.forEach((name, field) ->
                source.apply(name, field).ifPresent(value -> values.put(name, value)));
        return values;
    }

    private static int length(@Nullable Object value) {
        return switch (value) {
            case String text -> text.length();
            case List<?> texts -> texts.stream().mapToInt(AnswerShape::length).sum();
            case null, default -> 0;
        };
    }
}
