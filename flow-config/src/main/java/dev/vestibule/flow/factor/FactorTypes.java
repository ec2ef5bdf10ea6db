package dev.vestibule.flow.factor;

import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.Section;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kinds of factors that there are. */
public record FactorTypes(List<FactorType<?>> types) {
    public FactorTypes {
        types = List.copyOf(types);
    }

    /** The section {@code factors}: every kind by its id, with its settings or their defaults. */
    public Section<Map<String, Factor>> section() {
        Keys keys = new Keys("The settings of second factors and local sign-ins.");
        List<Key<? extends Factor>> each = new ArrayList<>();
        types.forEach(type -> each.add(declared(keys, type)));
        return keys.reads(fields -> read(each, fields));
    }

    private static <F extends Factor> Key<F> declared(Keys keys, FactorType<F> type) {
        return keys.section(type.id(), type.section()).means(type.meaning());
    }

    private static Map<String, Factor> read(List<Key<? extends Factor>> keys, Fields fields) {
        Map<String, Factor> factors = new LinkedHashMap<>();
        for (Key<? extends Factor> key : keys) {
            factors.put(key.name(), fields.get(key));
        }
        return factors;
    }
}
