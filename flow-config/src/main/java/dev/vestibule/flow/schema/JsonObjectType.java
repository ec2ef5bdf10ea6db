package dev.vestibule.flow.schema;

import dev.vestibule.flow.yaml.YamlNode;
import dev.vestibule.flow.yaml.YamlNode.Mapping;
import dev.vestibule.flow.yaml.YamlNode.Scalar;
import dev.vestibule.flow.yaml.YamlNode.Sequence;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A JSON object as another server sends it, written as YAML (core schema).
 *
 * @param words what it is, for the documentation and for messages
 * @param usual the value of a key that is not written
 */
public record JsonObjectType(String words, Map<String, Object> usual)
        implements ValueType<Map<String, Object>> {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}");
    private static final Pattern NUMBER =
            Pattern.compile(
                    "[-+]?([0-9]{1,15}([.][0-9]{0,15})?|[.][0-9]{1,15})([eE][-+]?[0-9]{1,2})?");

    @Override
    public JsonSchema schema() {
        return JsonSchema.OBJECT;
    }

    @Override
    public Map<String, Object> read(YamlNode node, ParseContext context) {
        if (node instanceof Mapping mapping) {
            return object(mapping, context);
        }
        context.wrongKind(node, words());
        return Map.of();
    }

    private static Map<String, Object> object(Mapping mapping, ParseContext context) {
        Map<String, Object> object = new LinkedHashMap<>();
        mapping.entries()
                .forEach((name, entry) -> {
                    Object value = value(entry.value(), context);
                    if (value != null) {
                        object.put(name, value);
                    }
                });
        return object;
    }

    /** Null for null, which is an absent value. */
    private static @Nullable Object value(YamlNode node, ParseContext context) {
        return switch (node) {
            case Mapping mapping -> object(mapping, context);
            case Sequence list -> {
                List<Object> items = new ArrayList<>();
                for (YamlNode item : list.items()) {
                    Object value = value(item, context);
                    if (value != null) {
                        items.add(value);
                    }
                }
                yield items;
            }
            case Scalar scalar -> {
                context.show(scalar);
                yield single(scalar);
            }
        };
    }

    private static @Nullable Object single(Scalar scalar) {
        String text = scalar.text();
        if (!scalar.plain()) {
            return text;
        }
        if (scalar.isNothing()) {
            return null;
        }
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        if (WHOLE.matcher(text).matches()) {
            return Long.valueOf(text);
        }
        return NUMBER.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
    }

    @Override
    public Map<String, Object> absent(Key<Map<String, Object>> key, Fields parent) {
        return usual;
    }
}
