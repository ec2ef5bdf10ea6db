package dev.vestibule.flow.schema;

import dev.vestibule.flow.yaml.YamlNode;
import dev.vestibule.flow.yaml.YamlNode.Mapping;
import dev.vestibule.flow.yaml.YamlNode.Scalar;
import dev.vestibule.flow.yaml.YamlNode.Sequence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A list of single values; one alone needs no brackets. */
record ListType<T>(ScalarType<T> item) implements ValueType<List<T>> {
    @Override
    public String words() {
        return "a list of: " + item.words();
    }

    @Override
    public List<T> read(YamlNode node, ParseContext context) {
        return switch (node) {
            case Sequence sequence -> items(sequence, context);
            case Scalar scalar when !scalar.isNothing() -> List.of(item.read(scalar, context));
            case Scalar _, Mapping _ -> {
                context.wrongKind(node, words(), Kind.LIST);
                yield List.of();
            }
        };
    }

    private List<T> items(Sequence sequence, ParseContext context) {
        Set<T> seen = new HashSet<>();
        List<T> items = new ArrayList<>();
        for (YamlNode each : sequence.items()) {
            int errors = context.problems().size();
            T value = item.read(each, context);
            if (context.problems().size() == errors && !seen.add(value)) {
                context.error(
                        each.place(),
                        "a value that is already in the list",
                        item.words() + ", each once",
                        "Remove one of the two.");
            }
            items.add(value);
        }
        return List.copyOf(items);
    }

    @Override
    public JsonSchema schema() {
        return JsonSchema.any(
                List.of(item.schema(), JsonSchema.list(item.schema()).with("uniqueItems", true)));
    }

    @Override
    public List<T> absent(Key<List<T>> key, Fields parent) {
        return key.need() == Key.Need.PRESET
                ? Arrays.stream(key.preset().split(", ")).map(item::usual).toList()
                : List.of();
    }
}
