package dev.vestibule.gateway.identity;

import dev.vestibule.flow.expression.VerifiedFlags;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Statements about a user inside a verified assertion. Its text form names claims, not values.
 *
 * @param values by name; whether something is verified is a boolean, however the provider sends it
 */
public record Claims(Map<String, Object> values) {
    public Claims {
        values = Map.copyOf(VerifiedFlags.normalised(values));
    }

    /** Replaces a claim that is not kept; no rule can read it. */
    public enum LeftOut {
        /** A session keeps what rules ask for. */
        OF_THE_SESSION
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
