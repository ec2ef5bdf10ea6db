package dev.vestibule.gateway.identity;

import com.fasterxml.jackson.annotation.JsonValue;

import dev.vestibule.flow.expression.facts.VerifiedFlags;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * Statements about a user inside a verified assertion. Its text form names claims, not values.
 *
 * @param values by name; whether something is verified is a boolean, however the provider sends it
 */
public record Claims(Map<String, Object> values) {
    public Claims {
        values = Map.copyOf(VerifiedFlags.normalised(LeftOut.restored(values)));
    }

    /** Replaces a claim that is not kept; no rule can read it. */
    public enum LeftOut {
        /** A session keeps what rules ask for. */
        OF_THE_SESSION;

        /** What a codec writes. */
        @JsonValue
        Map<String, Boolean> written() {
            return Map.of("@left-out", true);
        }

        private static Map<String, Object> restored(Map<String, Object> values) {
            if (!values.containsValue(OF_THE_SESSION.written())) {
                return values;
            }
            Map<String, Object> restored = new HashMap<>(values);
            restored.replaceAll(
                    (_, value) -> value.equals(OF_THE_SESSION.written()) ? OF_THE_SESSION : value);
            return restored;
        }
    }

    /** The claim as text, or null when it is absent or no string. */
    public @Nullable String text(String name) {
        return values.get(name) instanceof String text ? text : null;
    }

    @Override
    public String toString() {
        return "Claims" + values.keySet();
    }
}
