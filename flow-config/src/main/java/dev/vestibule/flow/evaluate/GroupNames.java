package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.provisioning.GroupMapping;
import dev.vestibule.flow.provisioning.GroupMapping.Unmapped;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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
        return renamed(name).or(() -> unmapped(name));
    }

    private Optional<String> renamed(String name) {
        return mapping.patterns().stream()
                .flatMap(pattern ->
                        pattern
                                .apply(name)
                                .map(ours -> pattern.isFixed() ? ours : foreign.apply(ours))
                                .stream())
                .findFirst();
    }

    /**
     * Those of the granted groups that the configuration says, by their names or by a pattern, in
     * whatever case. The provider alone says the others.
     */
    Set<String> named(List<String> names) {
        Set<String> said = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        said.addAll(mapping.names());
        names.stream()
                .map(String::strip)
                .filter(name -> !mapping.map().containsKey(name))
                .flatMap(name -> renamed(name).stream())
                .map(String::strip)
                .forEach(said::add);
        return granted(names).stream().filter(said::contains).collect(Collectors.toSet());
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
