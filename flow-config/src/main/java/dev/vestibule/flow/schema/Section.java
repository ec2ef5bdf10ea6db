package dev.vestibule.flow.schema;

import dev.vestibule.flow.schema.ValueType.Described;
import dev.vestibule.flow.yaml.YamlNode;
import dev.vestibule.flow.yaml.YamlNode.Scalar;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Keys that belong together, and what they become.
 *
 * @param words what the key above takes, in words
 * @param meaning what they are for, in whole sentences
 * @param brief the key of a single value in place of the keys; null where none is taken
 * @param requirements which keys are required by what others say
 */
public record Section<T>(
        String words,
        String meaning,
        List<Key<?>> keys,
        Function<Fields, T> reader,
        @Nullable String brief,
        List<Requirement> requirements)
        implements ValueType<T> {
    public Section {
        keys = List.copyOf(keys);
        requirements = List.copyOf(requirements);
    }

    /** Keys that are required or not by themselves. */
    public Section(String words, String meaning, List<Key<?>> keys, Function<Fields, T> reader) {
        this(words, meaning, keys, reader, null, List.of());
    }

    /** The section of the record's {@link KeyTable}. */
    public static <R extends Record> Section<R> of(Class<R> record) {
        return of(record, Map.of());
    }

    /**
     * The section of the record's {@link KeyTable}.
     *
     * @param types the type of each key that does not follow from its component, also of those in
     *     sections below
     */
    public static <R extends Record> Section<R> of(
            Class<R> record, Map<String, ValueType<?>> types) {
        return new RecordSection<>(record, types).section();
    }

    /** The same keys, which become something else. */
    public <U> Section<U> to(BiFunction<T, Fields, U> then) {
        return new Section<>(
                words,
                meaning,
                keys,
                fields -> then.apply(reader.apply(fields), fields),
                null,
                requirements);
    }

    /** The same section, whose values are compared with each other. */
    public Section<T> checked(BiConsumer<T, Fields> check) {
        return to((value, fields) -> {
            check.accept(value, fields);
            return value;
        });
    }

    /** The same section with other words for what the key above takes. */
    public Section<T> called(String otherWords) {
        return new Section<>(otherWords, meaning, keys, reader, brief, requirements);
    }

    /** The same section with another meaning. */
    public Section<T> about(String otherMeaning) {
        return new Section<>(words, otherMeaning, keys, reader, brief, requirements);
    }

    /** The same section with other keys before and behind its own. */
    public Section<T> between(List<Key<?>> before, Key<?> behind) {
        List<Key<?>> all = new ArrayList<>(before);
        all.addAll(keys);
        all.add(behind);
        return new Section<>(words, meaning, all, reader, brief, requirements);
    }

    /** The same section with keys that are read where the record is used. */
    public Section<T> and(Section<?> further) {
        List<Key<?>> all = new ArrayList<>(keys);
        all.addAll(further.keys());
        List<Requirement> both = new ArrayList<>(requirements);
        both.addAll(further.requirements());
        return new Section<>(words, meaning, all, reader, brief, both);
    }

    /** The same section with a key that others require. */
    public Section<T> requiring(Requirement further) {
        List<Requirement> all = new ArrayList<>(requirements);
        all.add(further);
        return new Section<>(words, meaning, keys, reader, brief, all);
    }

    /** The names of the keys. */
    public List<String> names() {
        return keys.stream().<String>map(Key::name).toList();
    }

    @Override
    public T read(YamlNode node, ParseContext context) {
        return reader.apply(
                node instanceof Scalar single && brief != null
                        ? Fields.of(brief, single, this, context)
                        : Fields.of(node, this, context));
    }

    /** Every key has its default. */
    @Override
    public T absent(Key<T> key, Fields parent) {
        return reader.apply(parent.none(this));
    }

    @Override
    public JsonSchema schema() {
        JsonSchema object = JsonSchema.OBJECT.with("properties", properties());
        List<String> required =
                keys.stream()
                        .filter(key -> key.need() == Key.Need.REQUIRED)
                        .<String>map(Key::name)
                        .toList();
        JsonSchema whole =
                (required.isEmpty() ? object : object.with("required", required))
                        .with("additionalProperties", false);
        return orShort(requirements.isEmpty() ? whole : whole.with("allOf", conditions()));
    }

    private List<Map<String, Object>> conditions() {
        return requirements.stream().map(requirement -> requirement.schema().keywords()).toList();
    }

    private JsonSchema orShort(JsonSchema whole) {
        return brief == null
                ? whole
                : keys.stream()
                        .filter(key -> key.name().equals(brief))
                        .findFirst()
                        .map(key -> JsonSchema.any(List.of(key.type().schema(), whole)))
                        .orElse(whole);
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        keys.forEach(key -> properties.put(key.name(), key.schema().keywords()));
        return properties;
    }

    @Override
    public Stream<Described> sections(String path) {
        String before = path.isEmpty() ? "" : path + ".";
        return Stream.concat(
                Stream.of(new Described(path, this)),
                keys.stream().flatMap(key -> key.type().sections(before + key.name())));
    }

    /**
     * The same for a value that may also be written short.
     *
     * @param otherWords what is taken, in words
     * @param key the key that a single value belongs to
     */
    public Section<T> orShort(String otherWords, String key) {
        return new Section<>(otherWords, meaning, keys, reader, key, requirements);
    }
}
