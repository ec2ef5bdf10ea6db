package dev.vestibule.flow.schema;

import dev.vestibule.flow.yaml.YamlNode.Entry;
import dev.vestibule.flow.yaml.YamlNode.Scalar;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A key that is required or not by what other keys beside it say: for the reader, and for editors.
 *
 * @param key the key
 * @param unless whether the key is required where no other key says it, and not where one does
 * @param others values of other keys; no values for any
 */
public record Requirement(String key, boolean unless, Map<String, List<String>> others) {
    public Requirement {
        others = Map.copyOf(others);
    }

    /** A key that is required unless one of the others has one of its values. */
    public static Requirement unless(String key, Map<String, List<String>> others) {
        return new Requirement(key, true, others);
    }

    /** A key that is required where the other key has this value. */
    public static Requirement where(String key, String other, String value) {
        return new Requirement(key, false, Map.of(other, List.of(value)));
    }

    /** Whether the key is required beside these. */
    boolean applies(Map<String, Entry> beside) {
        return unless
                == others.entrySet().stream()
                        .noneMatch(each -> says(beside.get(each.getKey()), each.getValue()));
    }

    private static boolean says(@Nullable Entry entry, List<String> values) {
        return entry != null
                && (values.isEmpty()
                        || entry.value() instanceof Scalar single
                                && values.contains(single.text()));
    }

    /** What is true of an object that has the key, or need not have it. */
    JsonSchema schema() {
        List<JsonSchema> said =
                others.entrySet().stream()
                        .map(each -> saying(each.getKey(), each.getValue()))
                        .toList();
        JsonSchema present = with(key);
        if (!unless) {
            return new JsonSchema(Map.of())
                    .with("if", JsonSchema.any(said).keywords())
                    .with("then", present.keywords());
        }
        List<JsonSchema> alternatives = new ArrayList<>(List.of(present));
        alternatives.addAll(said);
        return JsonSchema.any(alternatives);
    }

    private static JsonSchema saying(String other, List<String> values) {
        if (values.isEmpty()) {
            return with(other);
        }
        Set<Object> all = new LinkedHashSet<>(values);
        values.forEach(value -> all.add(JsonSchema.value(value)));
        return with(other).with("properties", Map.of(other, Map.of("enum", List.copyOf(all))));
    }

    private static JsonSchema with(String key) {
        return new JsonSchema(Map.of("required", List.of(key)));
    }
}
