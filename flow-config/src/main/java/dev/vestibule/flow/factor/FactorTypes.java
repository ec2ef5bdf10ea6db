package dev.vestibule.flow.factor;

import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Section;

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
        List<Key<?>> keys = types.stream().<Key<?>>map(FactorTypes::key).toList();
        return new Section<>(
                "keys", "The settings of second factors and local sign-ins.", keys, this::read);
    }

    private static Key<?> key(FactorType<?> type) {
        return new Key<>(
                type.id(), type.section(), Key.Need.OPTIONAL, "its defaults", type.meaning());
    }

    private Map<String, Factor> read(Fields fields) {
        Map<String, Factor> factors = new LinkedHashMap<>();
        types.forEach(type -> factors.put(type.id(), fields.get(type.id(), type.section())));
        return factors;
    }
}
