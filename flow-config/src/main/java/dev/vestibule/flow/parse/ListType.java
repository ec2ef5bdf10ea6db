package dev.vestibule.flow.parse;

import dev.vestibule.flow.parse.YamlNode.Scalar;
import dev.vestibule.flow.parse.YamlNode.Sequence;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A list of values; a single one needs no brackets. */
record ListType<T>(ScalarType<T> item) implements ValueType<List<T>> {
    @Override
    public String words() {
        return "a list of: " + item.words();
    }

    @Override
    public List<T> read(YamlNode node, Reading reading) {
        return switch (node) {
            case Sequence sequence -> items(sequence, reading);
            case Scalar scalar when !scalar.isNothing() -> List.of(item.read(scalar, reading));
            case Scalar _, YamlNode.Mapping _ -> {
                reading.wrongKind(node, words());
                yield List.of();
            }
        };
    }

    private List<T> items(Sequence sequence, Reading reading) {
        Set<T> seen = new HashSet<>();
        return sequence.items().stream()
                .map(each -> {
                    int errors = reading.problems().size();
                    T value = item.read(each, reading);
                    boolean sound = reading.problems().size() == errors;
                    if (sound && !seen.add(value)) {
                        twice(each, reading);
                    }
                    return value;
                })
                .toList();
    }

    private void twice(YamlNode node, Reading reading) {
        reading.problems()
                .error(
                        node.place(),
                        "a value that is already in the list",
                        item.words() + ", each once",
                        "Remove one of the two.");
    }

    @Override
    public List<T> preset(String text) {
        return Arrays.stream(text.split(", ")).map(item::preset).toList();
    }
}
