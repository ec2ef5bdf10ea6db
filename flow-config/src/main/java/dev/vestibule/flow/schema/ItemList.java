package dev.vestibule.flow.schema;

import dev.vestibule.flow.schema.ValueType.Described;
import dev.vestibule.flow.yaml.YamlNode;
import dev.vestibule.flow.yaml.YamlNode.Sequence;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Stream;

/**
 * A list of values that are not single ones.
 *
 * @param words what it is, for the documentation
 * @param form what it is, for the message about another value
 * @param bound null where the file's size is bound enough
 */
public record ItemList<T>(String words, String form, ValueType<T> item, @Nullable Bound bound)
        implements ValueType<List<T>> {

    /**
     * How many items there may be.
     *
     * @param noun what they are
     */
    public record Bound(int most, String noun, String remedy) {}

    /** A list of any length. */
    public ItemList(String words, String form, ValueType<T> item) {
        this(words, form, item, null);
    }

    @Override
    public List<T> read(YamlNode node, ParseContext context) {
        return items(node, form, bound, context).stream()
                .map(each -> item.read(each, context))
                .toList();
    }

    /** The items; none where it is no list, or too long a one. */
    public static List<YamlNode> items(
            YamlNode node, String form, @Nullable Bound bound, ParseContext context) {
        if (!(node instanceof Sequence sequence)) {
            context.wrongKind(node, form, Kind.LIST);
            return List.of();
        }
        int size = sequence.items().size();
        if (bound != null && size > bound.most()) {
            context.error(
                    node.place(),
                    size + " " + bound.noun(),
                    "at most " + bound.most() + " " + bound.noun(),
                    bound.remedy());
            return List.of();
        }
        return sequence.items();
    }

    @Override
    public JsonSchema schema() {
        JsonSchema list = JsonSchema.list(item.schema());
        return bound == null ? list : list.with("maxItems", bound.most());
    }

    @Override
    public Stream<Described> sections(String path) {
        return item.sections(path + "[]");
    }
}
