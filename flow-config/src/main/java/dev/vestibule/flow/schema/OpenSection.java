package dev.vestibule.flow.schema;

import dev.vestibule.flow.problem.Nearest;
import dev.vestibule.flow.yaml.YamlNode;
import dev.vestibule.flow.yaml.YamlNode.Entry;
import dev.vestibule.flow.yaml.YamlNode.Mapping;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Keys that belong together, and beside them others that the editor chooses, which have keys below
 * them.
 *
 * @param <A> what the fixed keys become
 * @param <B> the value of each other key
 */
public record OpenSection<A, B, T>(
        Section<A> fixed, EntryMap<B> others, BiFunction<A, Map<String, B>, T> both)
        implements ValueType<T> {
    @Override
    public String words() {
        return fixed.words() + ", and " + others.words();
    }

    @Override
    public T read(YamlNode node, ParseContext context) {
        if (!(node instanceof Mapping mapping)) {
            return both.apply(fixed.read(node, context), Map.of());
        }
        Map<String, Entry> known = new LinkedHashMap<>();
        Map<String, Entry> rest = new LinkedHashMap<>();
        mapping.entries()
                .forEach((name, entry) -> {
                    if (fixed.names().contains(name) || isMistyped(name, entry)) {
                        known.put(name, entry);
                    } else {
                        rest.put(name, entry);
                    }
                });
        A head = fixed.read(new Mapping(mapping.place(), known), context);
        return both.apply(head, others.read(new Mapping(mapping.place(), rest), context));
    }

    /** A single value is none of the others; one with keys is only if no fixed key is near. */
    private boolean isMistyped(String name, Entry entry) {
        Optional<String> near = Nearest.of(name, fixed.names());
        return !(entry.value() instanceof Mapping) && near.isPresent();
    }

    @Override
    public T absent(Key<T> key, Fields parent) {
        return both.apply(fixed.reader().apply(parent.none(fixed)), Map.of());
    }

    @Override
    public JsonSchema schema() {
        return fixed.schema().with("additionalProperties", others.value().schema().keywords());
    }

    @Override
    public Stream<Described> sections(String path) {
        return Stream.concat(fixed.sections(path), others.sections(path));
    }
}
