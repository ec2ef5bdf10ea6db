package dev.vestibule.flow.parse;

import dev.vestibule.flow.parse.YamlNode.Entry;
import dev.vestibule.flow.parse.YamlNode.Mapping;
import dev.vestibule.flow.problem.Place;
import dev.vestibule.flow.problem.Places;
import dev.vestibule.flow.problem.Problems;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of a folder as one document.
 *
 * @param root all top-level keys
 */
record MergedFiles(Mapping root, Map<String, SourceText> sources) {

    static MergedFiles read(Map<String, String> filesByName, Problems problems) {
        Map<String, SourceText> sources = new TreeMap<>();
        Map<String, Entry> merged = new LinkedHashMap<>();
        new TreeMap<>(filesByName)
                .forEach((file, text) -> {
                    SourceText source = new SourceText(text);
                    sources.put(file, source);
                    YamlReader.read(file, text, source, problems)
                            .ifPresent(root -> merge(root, merged, problems));
                });
        String first = sources.keySet().stream().findFirst().orElse("");
        return new MergedFiles(new Mapping(new Place(first, 1, 1, ""), merged), sources);
    }

    /** The place of every part. */
    Places places() {
        Places places = new Places();
        add(root, places);
        return places;
    }

    private static void add(YamlNode node, Places places) {
        places.add(node.place());
        switch (node) {
            case YamlNode.Scalar _ -> {}
            case YamlNode.Sequence sequence -> sequence.items().forEach(each -> add(each, places));
            case Mapping mapping ->
                    mapping.entries().values().forEach(each -> add(each.value(), places));
        }
    }

    private static void merge(YamlNode root, Map<String, Entry> merged, Problems problems) {
        if (!(root instanceof Mapping mapping)) {
            problems.error(
                    root.place(),
                    root.kind(),
                    String.join(", ", RootKeys.SECTION.names()),
                    "Begin the file with one of these keys.");
            return;
        }
        mapping.entries()
                .forEach((key, entry) -> {
                    Entry before = merged.get(key);
                    merged.put(key, before == null ? entry : joined(before, entry, key, problems));
                });
    }

    private static Entry joined(Entry before, Entry entry, String key, Problems problems) {
        if (!(before.value() instanceof Mapping first)
                || !(entry.value() instanceof Mapping second)) {
            YamlReader.twice(problems, entry, before, key);
            return before;
        }
        Map<String, Entry> entries = new LinkedHashMap<>(first.entries());
        second.entries()
                .forEach((name, each) -> {
                    Entry other = entries.putIfAbsent(name, each);
                    if (other != null) {
                        YamlReader.twice(problems, each, other, name);
                    }
                });
        return new Entry(before.key(), new Mapping(first.place(), entries));
    }
}
