package dev.vestibule.flow.parse;

import dev.vestibule.flow.parse.YamlNode.Entry;
import dev.vestibule.flow.parse.YamlNode.Mapping;
import dev.vestibule.flow.problem.Nearest;
import dev.vestibule.flow.problem.Place;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values behind the keys of one section. */
final class Fields {
    private final Map<String, Entry> entries;
    private final Place place;
    private final Reading reading;

    private Fields(Map<String, Entry> entries, Place place, Reading reading) {
        this.entries = entries;
        this.place = place;
        this.reading = reading;
    }

    /** Reads the keys, and reports those that are unknown or missing. */
    static Fields of(YamlNode node, Section section, Reading reading) {
        if (!(node instanceof Mapping mapping)) {
            reading.wrongKind(node, "the keys " + String.join(", ", section.names()));
            return new Fields(Map.of(), node.place(), reading);
        }
        Fields fields = new Fields(mapping.entries(), mapping.place(), reading);
        mapping.entries().forEach((name, entry) -> fields.checkKnown(name, entry, section));
        if (reading.isComplete()) {
            section.keys().forEach(fields::checkPresent);
        }
        return fields;
    }

    /** A section that may be missing: then every key has its default. */
    static Fields orDefaults(
            Optional<YamlNode> node, Place place, Section section, Reading reading) {
        return node.map(present -> of(present, section, reading))
                .orElseGet(() -> new Fields(Map.of(), place, reading));
    }

    private void checkKnown(String name, Entry entry, Section section) {
        List<String> known = section.names();
        if (!known.contains(name)) {
            reading.problems()
                    .error(
                            entry.key(),
                            YamlReader.isWord(name) ? "the unknown key " + name : "an unknown key",
                            String.join(", ", known),
                            Nearest.remedy(name, known, "Remove the key."));
        }
    }

    /** Reports a key that is required here, and elsewhere is not. */
    void require(Key<?> key) {
        if (reading.isComplete()) {
            checkWritten(key);
        }
    }

    private void checkPresent(Key<?> key) {
        if (key.need() == Key.Need.REQUIRED) {
            checkWritten(key);
        }
    }

    private void checkWritten(Key<?> key) {
        if (!entries.containsKey(key.name())) {
            reading.problems()
                    .error(
                            place.below(key.name()),
                            "nothing: the key " + key.name() + " is missing",
                            key.type().words(),
                            "Add " + key.name() + ": " + key.meaning());
        }
    }

    Place place() {
        return place;
    }

    boolean has(Key<?> key) {
        return entries.containsKey(key.name());
    }

    Optional<YamlNode> node(Key<?> key) {
        return Optional.ofNullable(entries.get(key.name())).map(Entry::value);
    }

    /** The value of a key that has a default. */
    <T> T get(Key<T> key) {
        return find(key).orElseGet(() -> key.type().preset(key.preset()));
    }

    /** The value of a required key; if it is missing, which is reported, a placeholder. */
    <T> T get(Key<T> key, T standIn) {
        return find(key).orElse(standIn);
    }

    <T> Optional<T> find(Key<T> key) {
        return node(key).map(node -> key.type().read(node, reading));
    }
}
