package dev.vestibule.flow.scenario;

import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.JsonSchema;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.ValueType;
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

/** Claims as an identity provider sends them: any JSON object, written as YAML (core schema). */
record ClaimsType() implements ValueType<Map<String, Object>> {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}");
    private static final Pattern NUMBER =
            Pattern.compile(
                    "[-+]?([0-9]{1,15}([.][0-9]{0,15})?|[.][0-9]{1,15})([eE][-+]?[0-9]{1,2})?");

    @Override
    public String words() {
        return "claims, each with its value";
    }

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
        Map<String, Object> claims = new LinkedHashMap<>();
        mapping.entries()
                .forEach((name, entry) -> {
                    Object value = value(entry.value(), context);
                    if (value != null) {
                        claims.put(name, value);
                    }
                });
        return claims;
    }

    /** Null for null, which is an absent claim. */
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
        return GivenStep.ANY_USER;
    }
}
