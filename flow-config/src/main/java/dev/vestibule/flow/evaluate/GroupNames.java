package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.model.GroupMapping;
import dev.vestibule.flow.model.GroupMapping.Unmapped;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Turns a provider's names of groups into ours.
 *
 * @param foreign what becomes of a name that the provider chooses, and not the configuration
 */
record GroupNames(GroupMapping mapping, UnaryOperator<String> foreign) {

    /** With the provider's names as they are. */
    GroupNames(GroupMapping mapping) {
        this(mapping, UnaryOperator.identity());
    }

    /** The groups that these names and the defaults grant, with all that they imply. */
    List<String> granted(List<String> names) {
        Stream<String> ours =
                names.stream()
                        .map(String::strip)
                        .flatMap(name -> ours(name).stream())
                        .map(String::strip)
                        .filter(name -> !name.isEmpty());
        return implied(Stream.concat(ours, mapping.defaults().stream()).toList());
    }

    private Optional<String> ours(String name) {
        String mapped = mapping.map().get(name);
        if (mapped != null) {
            return Optional.of(mapped);
        }
        return mapping.patterns().stream()
                .flatMap(pattern ->
                        pattern
                                .apply(name)
                                .map(ours -> pattern.isFixed() ? ours : foreign.apply(ours))
                                .stream())
                .findFirst()
                .or(() -> unmapped(name));
    }

    private Optional<String> unmapped(String name) {
        return mapping.unmapped() == Unmapped.KEEP
                ? Optional.of(foreign.apply(name))
                : Optional.empty();
    }

    private List<String> implied(List<String> granted) {
        SequencedSet<String> all = new LinkedHashSet<>(granted);
        Deque<String> next = new ArrayDeque<>(granted);
        while (!next.isEmpty()) {
            for (String group : mapping.nesting().getOrDefault(next.remove(), List.of())) {
                if (all.add(group)) {
                    next.add(group);
                }
            }
        }
        return List.copyOf(all);
    }
}
