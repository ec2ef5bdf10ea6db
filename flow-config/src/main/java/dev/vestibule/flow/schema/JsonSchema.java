package dev.vestibule.flow.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A part of a JSON Schema (draft 2020-12): what an editor of YAML can check of a value without
 * reading the rest of the configuration.
 *
 * @param keywords in the order in which they are written; values are text, numbers, Booleans, lists
 *     and maps
 */
public record JsonSchema(Map<String, Object> keywords) {
    private static final String TYPE = "type";

    /** A reference to an environment variable or a file, which can replace any single value. */
    static final JsonSchema REFERENCE =
            new JsonSchema("string").with("pattern", "^\\$\\{(env|file):[^}]+\\}$");

    /** Any single value that is not blank. */
    public static final JsonSchema TEXT =
            new JsonSchema(Map.of())
                    .with(TYPE, List.of("string", "number", "boolean"))
                    .with("pattern", "\\S");

    /** An object with any keys and values. */
    public static final JsonSchema OBJECT = new JsonSchema("object");

    public JsonSchema {
        keywords = Collections.unmodifiableMap(new LinkedHashMap<>(keywords));
    }

    /** Values of one type of JSON. */
    public JsonSchema(String type) {
        this(Map.of(TYPE, type));
    }

    /** Text that matches the whole pattern. */
    static JsonSchema matching(String pattern) {
        return new JsonSchema("string").with("pattern", "^(" + pattern + ")$");
    }

    /** A whole number. */
    static JsonSchema whole(int least, int most) {
        JsonSchema number = new JsonSchema("integer").with("minimum", least).with("maximum", most);
        return any(List.of(number, matching("[0-9]+")));
    }

    /** One of these words. */
    public static JsonSchema oneOf(List<String> words) {
        // YAML reads a word that is a number as one.
        List<Object> values = new ArrayList<>(words);
        words.stream().map(JsonSchema::value).filter(Number.class::isInstance).forEach(values::add);
        return new JsonSchema(Map.of("enum", values));
    }

    /** A list. */
    public static JsonSchema list(JsonSchema item) {
        return new JsonSchema("array").with("items", item.keywords());
    }

    /** Values by names that the editor chooses. */
    static JsonSchema byName(JsonSchema value) {
        return OBJECT.with("additionalProperties", value.keywords());
    }

    /** What one of these takes. */
    public static JsonSchema any(List<JsonSchema> alternatives) {
        return alternatives.size() == 1
                ? alternatives.getFirst()
                : new JsonSchema(
                        Map.of("anyOf", alternatives.stream().map(JsonSchema::keywords).toList()));
    }

    /** The same, or a reference to a value. */
    JsonSchema orReference() {
        return any(List.of(this, REFERENCE));
    }

    /** With another keyword. */
    public JsonSchema with(String keyword, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(keywords);
        more.put(keyword, value);
        return new JsonSchema(more);
    }

    /** The default as a value of JSON. */
    static Object value(String preset) {
        if (preset.equals("true") || preset.equals("false")) {
            return Boolean.valueOf(preset);
        }
        return preset.matches("[0-9]{1,9}") ? (Object) Integer.valueOf(preset) : preset;
    }
}
