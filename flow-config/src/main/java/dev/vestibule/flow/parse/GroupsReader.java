package dev.vestibule.flow.parse;

import dev.vestibule.flow.expression.Renaming;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.model.GroupMapping;
import dev.vestibule.flow.model.GroupMapping.Unmapped;
import dev.vestibule.flow.parse.YamlNode.Mapping;
import dev.vestibule.flow.parse.YamlNode.Scalar;
import dev.vestibule.flow.parse.YamlNode.Sequence;
import dev.vestibule.flow.problem.Place;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the groups that a connection grants.
 *
 * @param scope what their expression may name
 */
record GroupsReader(Reading reading, ExpressionReader expressions, Scope scope) {
    private static final int MOST_PATTERNS = 100;

    GroupMapping read(YamlNode node) {
        if (node instanceof Scalar) {
            return new GroupMapping(expressions.read(node, scope, ResultKind.TEXTS));
        }
        Fields fields = Fields.of(node, GroupKeys.SECTION, reading);
        checkUnmapped(fields);
        return new GroupMapping(
                fields.node(GroupKeys.VALUE)
                        .map(value -> expressions.read(value, scope, ResultKind.TEXTS))
                        .orElse(null),
                fields.node(GroupKeys.MAP).map(this::names).orElse(Map.of()),
                fields.find(GroupKeys.DEFAULT).orElse(List.of()),
                fields.get(GroupKeys.MEMBERSHIP),
                fields.node(GroupKeys.PATTERNS).map(this::patterns).orElse(List.of()),
                fields.get(GroupKeys.UNMAPPED),
                fields.node(GroupKeys.NESTING).map(this::nesting).orElse(Map.of()),
                fields.get(GroupKeys.SYNC),
                fields.find(GroupKeys.EXISTING).orElse(List.of()),
                fields.get(GroupKeys.RESTORE),
                fields.get(GroupKeys.UNKNOWN));
    }

    private void checkUnmapped(Fields fields) {
        boolean drop = fields.get(GroupKeys.UNMAPPED) == Unmapped.DROP;
        if (drop && !fields.has(GroupKeys.MAP) && !fields.has(GroupKeys.PATTERNS)) {
            error(
                    fields.place().below(GroupKeys.UNMAPPED.name()),
                    "drop with neither map nor patterns: no name would pass",
                    "drop together with map or patterns, or keep",
                    "Add the names to use, or remove the key.");
        }
    }

    private Map<String, String> names(YamlNode node) {
        if (!(node instanceof Mapping mapping)) {
            reading.wrongKind(node, "the provider's names of groups with ours");
            return Map.of();
        }
        Map<String, String> names = new LinkedHashMap<>();
        mapping.entries()
                .forEach((name, entry) -> names.put(name, Types.TEXT.read(entry.value(), reading)));
        return names;
    }

    private List<Renaming> patterns(YamlNode node) {
        if (!(node instanceof Sequence sequence)) {
            reading.wrongKind(node, "a list of patterns, each with match and name");
            return List.of();
        }
        if (sequence.items().size() > MOST_PATTERNS) {
            error(
                    node.place(),
                    sequence.items().size() + " patterns",
                    "at most " + MOST_PATTERNS + " patterns",
                    "Use one pattern with groups for several names.");
            return List.of();
        }
        List<Renaming> patterns = new ArrayList<>();
        sequence.items().forEach(item -> pattern(item).ifPresent(patterns::add));
        return patterns;
    }

    private Optional<Renaming> pattern(YamlNode node) {
        Fields fields = Fields.of(node, GroupKeys.PATTERN_SECTION, reading);
        Optional<Renaming> matching =
                fields.find(GroupKeys.MATCH).flatMap(text -> match(text, fields));
        Optional<String> name = fields.find(GroupKeys.NAME);
        return matching.flatMap(renaming -> name.flatMap(text -> renamed(renaming, text, fields)));
    }

    private Optional<Renaming> match(String text, Fields fields) {
        try {
            return Optional.of(Renaming.of(text));
        } catch (IllegalArgumentException malformed) {
            error(
                    place(fields, GroupKeys.MATCH),
                    "a pattern that " + malformed.getMessage(),
                    "a regular expression of RE2, without look-around and back references",
                    "Correct it, or write it in a simpler way.");
            return Optional.empty();
        }
    }

    private Optional<Renaming> renamed(Renaming matching, String name, Fields fields) {
        try {
            return Optional.of(matching.to(name));
        } catch (IllegalArgumentException malformed) {
            error(
                    place(fields, GroupKeys.NAME),
                    "a name that " + malformed.getMessage(),
                    "text, in which $1 to $9 stand for groups of the pattern",
                    "Write $$ for a dollar sign, or put the group into the pattern.");
            return Optional.empty();
        }
    }

    private Map<String, List<String>> nesting(YamlNode node) {
        if (!(node instanceof Mapping mapping)) {
            reading.wrongKind(node, "lists of groups by group");
            return Map.of();
        }
        Map<String, List<String>> nesting = new LinkedHashMap<>();
        mapping.entries()
                .forEach((name, entry) ->
                        nesting.put(name, Types.listOf(Types.TEXT).read(entry.value(), reading)));
        Map<String, List<String>> circles = new Circles(nesting).find();
        mapping.entries()
                .forEach((name, entry) -> {
                    List<String> circle = circles.get(name);
                    if (circle != null) {
                        inACircle(entry.key(), circle);
                    }
                });
        return nesting;
    }

    private void inACircle(Place place, List<String> circle) {
        error(
                place,
                "groups in a circle: " + String.join(" in ", circle),
                "groups that lead to others, and never back",
                "Remove one of these from the list of another.");
    }

    private static Place place(Fields fields, Key<?> key) {
        return fields.node(key).map(YamlNode::place).orElseGet(fields::place);
    }

    private void error(Place place, String found, String allowed, String remedy) {
        reading.problems().error(place, found, allowed, remedy);
    }
}
