package dev.vestibule.provisioning.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Immutable copies of attribute values, in the order in which they were given. */
final class Values {
    private Values() {}

    static Map<String, List<String>> copyOf(Map<String, List<String>> values) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((name, texts) -> copy.put(name, List.copyOf(texts)));
        return Collections.unmodifiableMap(copy);
    }
}
