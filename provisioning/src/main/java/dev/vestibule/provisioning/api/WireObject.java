package dev.vestibule.provisioning.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the fields of one received object; what is missing or of the wrong type is refused. */
final class WireObject {
    private final String type;
    private final JsonObject json;

    WireObject(String type, JsonObject json) {
        this.type = type;
        this.json = json;
    }

    String text(String field) {
        return required(field, String.class);
    }

    /** Null when the field is absent or null. */
    @Nullable String textIfPresent(String field) {
        return json.getValue(field) == null ? null : text(field);
    }

    Instant instant(String field) {
        try {
            return Instant.parse(text(field));
        } catch (DateTimeParseException e) {
            throw invalid(field);
        }
    }

    boolean flag(String field) {
        return required(field, Boolean.class);
    }

    WireObject object(String field) {
        return new WireObject(type + "." + field, required(field, JsonObject.class));
    }

    List<String> texts(String field) {
        return strings(field, required(field, JsonArray.class));
    }

    /** Null when the field is absent or null. */
    @Nullable List<String> textsIfPresent(String field) {
        return json.getValue(field) == null ? null : texts(field);
    }

    Map<String, List<String>> textsByName(String field) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : required(field, JsonObject.class)) {
            if (!(entry.getValue() instanceof JsonArray array)) {
                throw invalid(field);
            }
            values.put(entry.getKey(), strings(field, array));
        }
        return values;
    }

    <E extends Enum<E>> E constant(String field, Class<E> constants) {
        String name = text(field);
        for (E constant : constants.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw invalid(field);
    }

    private List<String> strings(String field, JsonArray array) {
        List<String> values = new ArrayList<>(array.size());
        for (Object value : array) {
            if (!(value instanceof String text)) {
                throw invalid(field);
            }
            values.add(text);
        }
        return values;
    }

    private <T> T required(String field, Class<T> expected) {
        Object value = json.getValue(field);
        if (value == null) {
            throw new WireFormatException(type + ": the field " + field + " is missing");
        }
        if (!expected.isInstance(value)) {
            throw invalid(field);
        }
        return expected.cast(value);
    }

    private WireFormatException invalid(String field) {
        return new WireFormatException(type + ": the field " + field + " has the wrong form");
    }
}
