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
import java.util.Set;

/** Reads the fields of one received object; what is missing or of the wrong type is refused. */
final class WireObject {
    private final String type;
    private final JsonObject json;

    WireObject(String type, JsonObject json) {
        this.type = type;
        this.json = json;
    }

    Set<String> names() {
        return json.fieldNames();
    }

    String text(String field) {
        return required(field, String.class);
    }

    /** Whether the field is there and not null. */
    boolean has(String field) {
        return json.getValue(field) != null;
    }

    /** Null when the field is absent or null. */
    @Nullable String textIfPresent(String field) {
        return has(field) ? text(field) : null;
    }

    int number(String field) {
        return required(field, Number.class).intValue();
    }

    Instant instant(String field) {
        try {
            return Instant.parse(text(field));
        } catch (DateTimeParseException e) {
            throw invalid(field);
        }
    }

    /** Null when the field is absent or null. */
    @Nullable Instant timeIfPresent(String field) {
        return json.getValue(field) == null ? null : instant(field);
    }

    /** Null when the field is absent or null. */
    @Nullable WireObject objectIfPresent(String field) {
        return json.getValue(field) == null ? null : object(field);
    }

    boolean flag(String field) {
        return required(field, Boolean.class);
    }

    /** False where nodes of earlier versions send none. */
    boolean flagIfPresent(String field) {
        return has(field) && flag(field);
    }

    /** None where nodes of earlier versions send none. */
    List<String> textsOrNone(String field) {
        List<String> texts = textsIfPresent(field);
        return texts == null ? List.of() : texts;
    }

    WireObject object(String field) {
        return new WireObject(type + "." + field, required(field, JsonObject.class));
    }

    List<WireObject> objects(String field) {
        List<WireObject> objects = new ArrayList<>();
        for (Object value : required(field, JsonArray.class)) {
            if (!(value instanceof JsonObject object)) {
                throw invalid(field);
            }
            objects.add(new WireObject(type + "." + field, object));
        }
        return objects;
    }

    List<String> texts(String field) {
        return strings(field, required(field, JsonArray.class));
    }

    /** Null when the field is absent or null. */
    @Nullable List<String> textsIfPresent(String field) {
        return has(field) ? texts(field) : null;
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

    /** {@code otherwise} where a neighbouring version of the sender does not know the field. */
    <E extends Enum<E>> E constantOr(String field, E otherwise) {
        return has(field) ? constant(field, otherwise.getDeclaringClass()) : otherwise;
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
