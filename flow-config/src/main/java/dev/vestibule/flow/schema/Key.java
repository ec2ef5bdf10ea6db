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

    /** The same key, whose values are read by something that knows more. */
    public <U> Key<U> as(ValueType<U> informed) {
        return new Key<>(name, informed, need, preset, meaning);
    }
}
