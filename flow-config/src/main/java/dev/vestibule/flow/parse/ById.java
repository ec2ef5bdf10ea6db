package dev.vestibule.flow.parse;

import dev.vestibule.flow.parse.YamlNode.Mapping;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads keys that the editor of the YAML names. */
record ById(Reading reading) {

    /** Reads each value under its id; ids that cannot be ids are reported. */
    <T> Map<String, T> read(Optional<YamlNode> node, BiFunction<String, YamlNode, T> reader) {
        Map<String, T> byId = new LinkedHashMap<>();
        for (Map.Entry<String, YamlNode.Entry> each : entries(node).entrySet()) {
            if (!Types.isId(each.getKey())) {
                badId(each.getValue());
            }
            byId.put(each.getKey(), reader.apply(each.getKey(), each.getValue().value()));
        }
        return byId;
    }

    private Map<String, YamlNode.Entry> entries(Optional<YamlNode> node) {
        return switch (node.orElse(null)) {
            case null -> Map.of();
            case Mapping mapping -> mapping.entries();
            case YamlNode other -> {
                reading.wrongKind(other, "ids, each with its keys");
                yield Map.of();
            }
        };
    }

    private void badId(YamlNode.Entry entry) {
        reading.problems()
                .error(
                        entry.key(),
                        "a key that is no id",
                        Types.ID_TEXT.words(),
                        "Rename it here and in every place that uses it, for example to google_work.");
    }
}
