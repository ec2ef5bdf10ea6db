package dev.vestibule.flow.expression.facts;

import org.jspecify.annotations.Nullable;

/**
 * The query of a request as rules may see it: of a parameter that applications read in different
 * ways there is no value, and an expression that reads it fails.
 *
 * @param query what follows the question mark, as it came; null when there is none
 */
public record Parameters(@Nullable String query) {
    /** Of a request without a query. */
    public static final Parameters NONE = new Parameters(null);

    /** Names no value: values are personal. */
    @Override
    public String toString() {
        return "Parameters[" + (query == null ? "none" : "present") + "]";
    }
}
