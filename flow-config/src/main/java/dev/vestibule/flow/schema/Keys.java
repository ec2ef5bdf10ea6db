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

    /** A key that must be written. */
    public <T> Key<T> required(String name, ValueType<T> type, String means) {
        return add(new Key<>(name, type, Key.Need.REQUIRED, "", means));
    }

    /** A key with a default, as the YAML would write it. */
    public <T> Key<T> preset(String name, ValueType<T> type, String preset, String means) {
        return add(new Key<>(name, type, Key.Need.PRESET, preset, means));
    }

    /**
     * A key that may be missing.
     *
     * @param absent what that means, in words
     */
    public <T> Key<T> optional(String name, ValueType<T> type, String absent, String means) {
        return add(new Key<>(name, type, Key.Need.OPTIONAL, absent, means));
    }

    /** A key with keys below it, which may all be missing. */
    public <T> Key<T> section(String name, Section<T> section, String means) {
        return optional(name, section, "its defaults", means);
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
        return new Section<>("keys", meaning, declared, reader);
    }

    private <T> Key<T> add(Key<T> key) {
        declared.add(key);
        return key;
    }
}
