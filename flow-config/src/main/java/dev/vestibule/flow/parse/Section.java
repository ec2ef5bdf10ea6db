package dev.vestibule.flow.parse;

import java.util.List;

/**
 * Keys that stand together.
 *
 * @param path where they stand, with a capital word for what the editor names, for example {@code
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
