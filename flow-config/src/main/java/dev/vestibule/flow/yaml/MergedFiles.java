package dev.vestibule.flow.yaml;

import dev.vestibule.flow.problem.Place;
import dev.vestibule.flow.problem.Problem;
import dev.vestibule.flow.problem.Problems;
import dev.vestibule.flow.problem.SourceLines;
import dev.vestibule.flow.problem.SourceLines.Excerpt;
import dev.vestibule.flow.problem.SourceMap;
import dev.vestibule.flow.yaml.YamlNode.Entry;
import dev.vestibule.flow.yaml.YamlNode.Mapping;
import dev.vestibule.flow.yaml.YamlNode.Sequence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of a folder as one document.
 *
 * @param root all top-level keys
 */
public record MergedFiles(Mapping root, Map<String, SourceText> sources) implements SourceLines {

    /**
     * Reads the files.
     *
     * @param names the top-level keys that there are
     */
    public static MergedFiles read(
            Map<String, String> filesByName, List<String> names, Problems problems) {
        Map<String, SourceText> sources = new TreeMap<>();
        Map<String, Entry> merged = new LinkedHashMap<>();
        new TreeMap<>(filesByName)
                .forEach((file, text) -> {
                    SourceText source = new SourceText(text);
                    sources.put(file, source);
                    YamlReader.read(file, text, source, problems)
                            .ifPresent(root -> {
                                if (root instanceof Mapping mapping) {
                                    merge(mapping, merged, problems);
                                } else {
                                    source.unreadable();
                                    problems.error(
                                            root.place(),
                                            root.kind(),
                                            String.join(", ", names),
                                            "Begin the file with one of these keys.");
                                }
                            });
                });
        String first = sources.keySet().stream().findFirst().orElse("");
        return new MergedFiles(new Mapping(new Place(first, 1, 1, ""), merged), sources);
    }

    /** The place of every part. */
    public SourceMap places() {
        SourceMap places = new SourceMap();
        add(root, places);
        return places;
    }

    /** A line that is safe to show: what could be a secret is masked. */
    @Override
    public Optional<Excerpt> of(Problem problem) {
        return Optional.ofNullable(sources.get(problem.file()))
                .flatMap(source -> source.excerpt(problem.line(), problem.column()));
    }

    private static void add(YamlNode node, SourceMap places) {
        places.add(node.place());
        switch (node) {
            case YamlNode.Scalar _ -> {}
            case YamlNode.Sequence sequence -> sequence.items().forEach(each -> add(each, places));
            case Mapping mapping ->
                    mapping.entries().values().forEach(each -> add(each.value(), places));
        }
    }

    private static void merge(Mapping mapping, Map<String, Entry> merged, Problems problems) {
        mapping.entries()
                .forEach((key, entry) -> {
                    Entry before = merged.get(key);
                    merged.put(key, before == null ? entry : joined(before, entry, key, problems));
                });
    }

    private static Entry joined(Entry before, Entry entry, String key, Problems problems) {
        if (before.value() instanceof Sequence one && entry.value() instanceof Sequence more) {
            return new Entry(before.key(), Renumbered.appended(one, more));
        }
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
