package dev.vestibule.flow.schema;

import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.problem.Nearest;
import dev.vestibule.flow.problem.Place;
import dev.vestibule.flow.yaml.YamlNode;
import dev.vestibule.flow.yaml.YamlNode.Entry;
import dev.vestibule.flow.yaml.YamlNode.Mapping;
import dev.vestibule.flow.yaml.YamlNode.Scalar;
import dev.vestibule.flow.yaml.YamlReader;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values behind the keys of one section.
 *
 * @param place of the section
 * @param context what the values are read with
 * @param areKeys whether keys are written, and not nothing or something else
 */
public record Fields(
        Section<?> section,
        Map<String, Entry> entries,
        Place place,
        ParseContext context,
        boolean areKeys) {

    /** Reads the keys, and reports those that are unknown or missing. */
    static Fields of(YamlNode node, Section<?> section, ParseContext context) {
        if (!(node instanceof Mapping mapping)) {
            context.wrongKind(node, "the keys " + String.join(", ", section.names()), Kind.KEYS);
            return new Fields(section, Map.of(), node.place(), context, false);
        }
        Fields fields = new Fields(section, mapping.entries(), mapping.place(), context, true);
        mapping.entries().forEach(fields::checkKnown);
        section.keys().stream()
                .filter(key -> key.need() == Key.Need.REQUIRED)
                .forEach(fields::require);
        section.requirements().forEach(fields::require);
        return fields;
    }

    /** A section that is written short: as the value of this key. */
    static Fields of(String key, Scalar value, Section<?> section, ParseContext context) {
        Map<String, Entry> entries = Map.of(key, new Entry(value.place(), value));
        return new Fields(section, entries, value.place(), context, true);
    }

    /** A section that is not written: every key has its default. */
    Fields none(Section<?> other) {
        return new Fields(other, Map.of(), place, context, false);
    }

    private void checkKnown(String name, Entry entry) {
        List<String> known = section.names();
        int colon = name.indexOf(':');
        if (colon > 0 && known.contains(name.substring(0, colon))) {
            context.error(
                    entry.key(),
                    "no space behind the colon of " + name.substring(0, colon),
                    "a key, a colon, a space and the value",
                    "Write a space behind the colon.");
        } else if (!known.contains(name)) {
            context.error(
                    entry.key(),
                    YamlReader.isWord(name) ? "the unknown key " + name : "an unknown key",
                    String.join(", ", known),
                    Nearest.remedy(name, known, "Remove the key."));
        }
    }

    private void require(Key<?> key) {
        if (context.isComplete() && !has(key.name()) && !isMistyped(key.name())) {
            context.error(
                    place.below(key.name()),
                    "nothing: the key " + key.name() + " is missing",
                    key.type().words(),
                    "Add " + key.name() + ": " + key.meaning());
        }
    }

    /** Whether an unknown key is reported that means this one. */
    private boolean isMistyped(String key) {
        List<String> known = section.names();
        return entries.keySet().stream()
                .filter(written -> !known.contains(written))
                .anyMatch(written -> Nearest.of(written, known).filter(key::equals).isPresent());
    }

    private Key<?> key(String name) {
        return section.keys().stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no key " + name));
    }

    /** Where the other key is missing and required itself, one problem is enough. */
    private void require(Requirement requirement) {
        boolean known =
                requirement.others().keySet().stream()
                        .allMatch(other -> has(other) || key(other).need() != Key.Need.REQUIRED);
        if (known && requirement.applies(entries)) {
            require(key(requirement.key()));
        }
    }

    /** The same keys, whose expressions may name something else. */
    public Fields in(Scope scope) {
        return new Fields(section, entries, place, context.in(scope), areKeys);
    }

    /** The id of the section. */
    public String id() {
        return context.id();
    }

    /** The place of the value, or where it would be. */
    private Place place(String key) {
        Entry entry = entries.get(key(key).name());
        return entry == null ? place.below(key) : entry.value().place();
    }

    /** Whether the key is written. */
    public boolean has(String key) {
        return entries.containsKey(key(key).name());
    }

    /** Whether the key is written, and nothing wrong was found in its value. */
    public boolean sound(String key) {
        return has(key) && !context.problems().brokenAt(place(key).path());
    }

    /** The value; where it is not written its default, or a stand-in for what was reported. */
    <T> T get(Key<T> key) {
        return find(key).orElseGet(() -> key.type().absent(key, this));
    }

    /** The value, if it is written. */
    <T> Optional<T> find(Key<T> key) {
        return Optional.ofNullable(entries.get(key.name()))
                .map(entry -> key.type().read(entry.value(), context));
    }

    /** The value of a key that this type reads, or its default. */
    public <T> T get(String key, ValueType<T> type) {
        return get(key(key).as(type));
    }

    /** The value of a key that this type reads, if it is written. */
    public <T> Optional<T> find(String key, ValueType<T> type) {
        return find(key(key).as(type));
    }

    /** Reports what is wrong with a value. */
    public void error(String key, String found, String allowed, String remedy) {
        context.error(place(key), found, allowed, remedy);
    }
}
