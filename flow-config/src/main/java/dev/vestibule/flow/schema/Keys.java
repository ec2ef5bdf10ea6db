package dev.vestibule.flow.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Declares the keys of one section, in the order of the documentation. */
public final class Keys {
    private final String meaning;
    private final List<Key<?>> declared = new ArrayList<>();

    /**
     * @param meaning what the section is for, in whole sentences
     */
    public Keys(String meaning) {
        this.meaning = meaning;
    }

    /** A key that has to be written. */
    public <T> Draft<T> required(String name, ValueType<T> type) {
        return new Draft<>(this, name, type, Key.Need.REQUIRED, "");
    }

    /** A key with a default, as the YAML would write it. */
    public <T> Draft<T> preset(String name, ValueType<T> type, String preset) {
        return new Draft<>(this, name, type, Key.Need.PRESET, preset);
    }

    /**
     * A key that may be missing.
     *
     * @param absent what that means, in words
     */
    public <T> Draft<T> optional(String name, ValueType<T> type, String absent) {
        return new Draft<>(this, name, type, Key.Need.OPTIONAL, absent);
    }

    /** A key with keys below it, which may all be missing. */
    public <T> Draft<T> section(String name, Section<T> section) {
        return optional(name, section, "its defaults");
    }

    /** A key without its meaning. */
    public record Draft<T>(
            Keys keys, String name, ValueType<T> type, Key.Need need, String preset) {
        /** Declares the key, which is for this. */
        public Key<T> means(String purpose) {
            Key<T> key = new Key<>(name, type, need, preset, purpose);
            keys.declared.add(key);
            return key;
        }
    }

    /** The same keys with others before and behind them. */
    public Keys between(List<Key<?>> before, List<Key<?>> behind) {
        Keys all = new Keys(meaning);
        all.declared.addAll(before);
        all.declared.addAll(declared);
        all.declared.addAll(behind);
        return all;
    }

    /** The section of the keys that are declared so far. */
    public <T> Section<T> reads(Function<Fields, T> reader) {
        return new Section<>("keys", meaning, declared, reader, null);
    }
}
