package dev.vestibule.flow.parse;

/**
 * One key of the YAML: the only description that the reader and the documentation have.
 *
 * @param preset the value where the key is missing, as the YAML would write it; for a type with a
 *     reader of its own, that in words
 */
record Key<T>(String name, ValueType<T> type, Need need, String preset, String meaning) {

    /** Whether a key may be missing. */
    enum Need {
        REQUIRED,
        /** Has a default. */
        PRESET,
        /** What is missing is absent. */
        OPTIONAL
    }

    static <T> Key<T> required(String name, ValueType<T> type, String meaning) {
        return new Key<>(name, type, Need.REQUIRED, "", meaning);
    }

    static <T> Key<T> preset(String name, ValueType<T> type, String preset, String meaning) {
        return new Key<>(name, type, Need.PRESET, preset, meaning);
    }

    static <T> Key<T> optional(String name, ValueType<T> type, String preset, String meaning) {
        return new Key<>(name, type, Need.OPTIONAL, preset, meaning);
    }
}
