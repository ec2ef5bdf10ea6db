package dev.vestibule.flow.parse;

import java.util.List;

/**
 * A group of keys.
 *
 * @param path their place, with a capital word for each id, for example {@code
 *     connections.ID.provisioning}
 * @param meaning what they are for, in whole sentences
 */
record Section(String path, String meaning, List<Key<?>> keys) {
    Section {
        keys = List.copyOf(keys);
    }

    List<String> names() {
        return keys.stream().<String>map(Key::name).toList();
    }
}
