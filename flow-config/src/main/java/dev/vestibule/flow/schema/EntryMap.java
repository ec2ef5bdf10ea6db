package dev.vestibule.flow.schema;

import dev.vestibule.flow.schema.ValueType.Described;
import dev.vestibule.flow.yaml.YamlNode;
import dev.vestibule.flow.yaml.YamlNode.Entry;
import dev.vestibule.flow.yaml.YamlNode.Mapping;
import dev.vestibule.flow.yaml.YamlReader;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Values by names that the editor of the YAML chooses.
 *
 * @param words what it is, for the documentation
 * @param form what it is, for the message about another value
 * @param name the word for the names in the documentation
 * @param check looks at all of them
 */
public record EntryMap<T>(
        String words, String form, ValueType<T> value, String name, Check<T> check)
        implements ValueType<Map<String, T>> {

    private static final String ID = "ID";

    /** Looks at names and values together. */
    public interface Check<T> {
        /** Reports what is wrong with them. */
        void check(Map<String, Entry> entries, Map<String, T> values, ParseContext context);
    }

    /** Values by any names. */
    public EntryMap(String words, String form, ValueType<T> value) {
        this(words, form, value, "NAME", (_, _, _) -> {});
    }

    /** Sections by id. */
    public static <T> EntryMap<T> byId(ValueType<T> section) {
        String words = "ids, each with its keys";
        return new EntryMap<>(words, words, section, ID, EntryMap::checkIds);
    }

    /** The same with other words for what the key above takes. */
    public EntryMap<T> called(String otherWords) {
        return new EntryMap<>(otherWords, otherWords, value, name, check);
    }

    @Override
    public Map<String, T> read(YamlNode node, ParseContext context) {
        if (!(node instanceof Mapping mapping)) {
            context.wrongKind(node, form, Kind.KEYS);
            return Map.of();
        }
        Map<String, T> values = new LinkedHashMap<>();
        mapping.entries()
                .forEach((key, entry) ->
                        values.put(key, value.read(entry.value(), context.under(key))));
        check.check(mapping.entries(), values, context);
        return values;
    }

    @Override
    public JsonSchema schema() {
        JsonSchema values = JsonSchema.byName(value.schema());
        return name.equals(ID)
                ? values.with("propertyNames", Types.ID_TEXT.form().keywords())
                : values;
    }

    @Override
    public Stream<Described> sections(String path) {
        return value.sections(path + "." + name);
    }

    private static void checkIds(Map<String, Entry> entries, Object values, ParseContext context) {
        entries.forEach((id, entry) -> {
            if (!Types.isId(id)) {
                boolean shown = YamlReader.isWord(id);
                context.error(
                        entry.key(),
                        shown ? id + ", which is no id" : "a key that is no id",
                        Types.ID_TEXT.words(),
                        shown ? Types.renamed(id) : Types.renamed(""));
            }
        });
    }
}
