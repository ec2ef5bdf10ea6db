package dev.vestibule.flow.yaml;

import dev.vestibule.flow.problem.Place;
import dev.vestibule.flow.yaml.YamlNode.Entry;
import dev.vestibule.flow.yaml.YamlNode.Mapping;
import dev.vestibule.flow.yaml.YamlNode.Scalar;
import dev.vestibule.flow.yaml.YamlNode.Sequence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The items of a second file's list, with the numbers that they have in the list of both. */
record Renumbered(String from, String to) {
    static Sequence appended(Sequence first, Sequence second) {
        List<YamlNode> all = new ArrayList<>(first.items());
        String path = second.place().path();
        for (int index = 0; index < second.items().size(); index++) {
            Renumbered item =
                    new Renumbered(path + "[" + index + "]", path + "[" + all.size() + "]");
            all.add(item.node(second.items().get(index)));
        }
        return new Sequence(first.place(), all);
    }

    private YamlNode node(YamlNode node) {
        return switch (node) {
            case Scalar scalar ->
                    new Scalar(place(scalar.place()), scalar.text(), scalar.plain(), scalar.span());
            case Sequence list ->
                    new Sequence(
                            place(list.place()), list.items().stream().map(this::node).toList());
            case Mapping mapping -> {
                Map<String, Entry> entries = new LinkedHashMap<>();
                mapping.entries()
                        .forEach((key, entry) ->
                                entries.put(
                                        key, new Entry(place(entry.key()), node(entry.value()))));
                yield new Mapping(place(mapping.place()), entries);
            }
        };
    }

    private Place place(Place place) {
        return new Place(
                place.file(),
                place.line(),
                place.column(),
                to + place.path().substring(from.length()));
    }
}
