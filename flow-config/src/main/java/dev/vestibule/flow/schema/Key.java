package dev.vestibule.flow.schema;

/**
 * One key of the YAML: the only description that parser and documentation have.
 *
 * @param preset the value where the key is missing, as the YAML would write it; for an optional key
 *     in words
 */
public record Key<T>(String name, ValueType<T> type, Need need, String preset, String meaning) {

    /** Whether a key may be missing. */
    public enum Need {
        REQUIRED,
        /** Has a default. */
        PRESET,
        /** What is missing is absent. */
        OPTIONAL
    }

    /** What an editor of YAML can check and show. */
    JsonSchema schema() {
        JsonSchema described = type.schema().with("description", text());
        return need == Need.PRESET
                ? described.with("default", JsonSchema.value(preset))
                : described;
    }

    private String text() {
        String missing = need == Need.OPTIONAL && !preset.isEmpty() ? " If missing: " + preset : "";
        return meaning + " Takes: " + type.words() + "." + (missing.isEmpty() ? "" : missing + ".");
    }

    /** The same key, whose values are read by something that knows more. */
    public <U> Key<U> as(ValueType<U> informed) {
        return new Key<>(name, informed, need, preset, meaning);
    }
}
