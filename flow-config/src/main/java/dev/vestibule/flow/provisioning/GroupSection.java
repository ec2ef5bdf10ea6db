package dev.vestibule.flow.provisioning;

import dev.vestibule.flow.expression.Renaming;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.provisioning.GroupMapping.Unmapped;
import dev.vestibule.flow.schema.EntryMap;
import dev.vestibule.flow.schema.ExpressionType;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.ItemList;
import dev.vestibule.flow.schema.ItemList.Bound;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.yaml.YamlNode.Entry;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The keys of the groups that a connection grants. */
final class GroupSection {
    private static final ExpressionType TEXTS = new ExpressionType(ResultKind.TEXTS);

    private static final ItemList<Renaming> PATTERNS =
            new ItemList<>(
                    "a list of keys",
                    "a list of patterns, each with match and name",
                    Section.of(Pattern.class).to(GroupSection::renaming),
                    new Bound(100, "patterns", "Use one pattern with groups for several names."));

    /** An expression, or the keys. */
    static final Section<GroupMapping> TYPE =
            Section.of(
                            GroupMapping.class,
                            Map.of(
                                    "value",
                                    TEXTS,
                                    "map",
                                    new EntryMap<>(
                                            "text by text",
                                            "the provider's names of groups with ours",
                                            Types.TEXT),
                                    "patterns",
                                    PATTERNS,
                                    "nesting",
                                    new EntryMap<>(
                                            "lists of names by name",
                                            "lists of groups by group",
                                            Types.listOf(Types.TEXT),
                                            "NAME",
                                            GroupSection::checkCycles)))
                    .checked(GroupSection::checkUnmapped)
                    .orShort("an expression, or keys", "value");

    private GroupSection() {}

    private static void checkUnmapped(GroupMapping groups, Fields fields) {
        if (groups.unmapped() == Unmapped.DROP && !fields.has("map") && !fields.has("patterns")) {
            fields.context()
                    .error(
                            fields.place().below("unmapped"),
                            "drop with neither map nor patterns: no name would pass",
                            "drop together with map or patterns, or keep",
                            "Add the names to use, or remove the key.");
        }
    }

    @KeyTable(
            """
            One rule that changes a provider's name.
            | match | **required** | a regular expression (RE2) that the whole name must match.
            | name | **required** | the name in the directory; `$1` is what the first group of the
              expression matched.
            """)
    private record Pattern(@Nullable String match, @Nullable String name) {}

    private static Renaming renaming(Pattern pattern, Fields fields) {
        Renaming broken = Renaming.of("");
        Renaming matching = broken;
        try {
            matching = pattern.match() == null ? broken : Renaming.of(pattern.match());
        } catch (IllegalArgumentException malformed) {
            fields.error(
                    "match",
                    "a pattern that " + malformed.getMessage(),
                    "a regular expression of RE2, without look-around and back references",
                    "Correct it, or write it in a simpler way.");
        }
        try {
            return matching == broken || pattern.name() == null
                    ? broken
                    : matching.to(pattern.name());
        } catch (IllegalArgumentException malformed) {
            fields.error(
                    "name",
                    "a name that " + malformed.getMessage(),
                    "text, in which $1 to $9 are groups of the pattern",
                    "Write $$ for a dollar sign, or put the group into the pattern.");
            return broken;
        }
    }

    /** Reports names that lead back to themselves, each cycle once. */
    private static void checkCycles(
            Map<String, Entry> entries, Map<String, List<String>> nesting, ParseContext context) {
        Set<String> told = new HashSet<>();
        for (String group : nesting.keySet()) {
            List<String> path = new ArrayList<>(List.of(group));
            if (!told.contains(group) && leadsBack(path, nesting, new HashSet<>())) {
                told.addAll(path);
                context.error(
                        Objects.requireNonNull(entries.get(group)).key(),
                        "groups in a circle: " + String.join(" in ", path),
                        "groups that lead to others, and never back",
                        "Remove one of these from the list of another.");
            }
        }
    }

    /** Whether the end of the path leads to its start, to which the path then goes. */
    private static boolean leadsBack(
            List<String> path, Map<String, List<String>> nesting, Set<String> seen) {
        for (String step : nesting.getOrDefault(path.getLast(), List.of())) {
            path.add(step);
            if (step.equals(path.getFirst()) || seen.add(step) && leadsBack(path, nesting, seen)) {
                return true;
            }
            path.removeLast();
        }
        return false;
    }
}
