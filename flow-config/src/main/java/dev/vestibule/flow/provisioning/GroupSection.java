package dev.vestibule.flow.provisioning;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.Renaming;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.provisioning.GroupMapping.Unknown;
import dev.vestibule.flow.provisioning.GroupMapping.Unmapped;
import dev.vestibule.flow.schema.EntryMap;
import dev.vestibule.flow.schema.ExpressionType;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.ItemList;
import dev.vestibule.flow.schema.ItemList.Bound;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.ValueType;
import dev.vestibule.flow.yaml.YamlNode.Entry;
import dev.vestibule.provisioning.api.SyncRules.Groups;
import dev.vestibule.provisioning.vocabulary.Membership;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The keys of the groups that a connection grants. */
final class GroupSection {
    private static final ExpressionType TEXTS = new ExpressionType(ResultKind.TEXTS);

    private final Keys keys = new Keys("The groups that a connection grants.");
    private final Key<Expression> value =
            keys.optional("value", TEXTS, "only the defaults")
                    .means(
                            "the provider's names of the groups. If it fails, the groups are unknown.");
    private final Key<Map<String, String>> map =
            keys.optional(
                            "map",
                            new EntryMap<>(
                                    "text by text",
                                    "the provider's names of groups with ours",
                                    Types.TEXT,
                                    "NAME",
                                    (_, _, _) -> {}),
                            "names are unchanged")
                    .means("the name in the directory by the name at the provider.");
    private final Key<List<String>> usual =
            keys.optional("default", Types.listOf(Types.TEXT), "none")
                    .means("groups that every user of this connection is a member of.");
    private final Key<Membership> membership =
            keys.preset("membership", Types.choice(Membership.values()), "static")
                    .means(
                            "where a membership is written: `static` lists the user in the group's"
                                    + " entry, which is slower the larger the group is; `dynamic`"
                                    + " writes the group's name to the user's entry, which is"
                                    + " equally fast for any size.");
    private final Key<Groups> sync =
            keys.preset("sync", Types.choice(Groups.values()), "merge")
                    .means(
                            "`merge` ends memberships that this connection granted and no longer"
                                    + " grants; `replace` also ends those that were given by"
                                    + " hand.");
    private final Key<List<Renaming>> patterns =
            keys.optional(
                            "patterns",
                            new ItemList<>(
                                    "a list of keys",
                                    "a list of patterns, each with match and name",
                                    pattern(),
                                    new Bound(
                                            100,
                                            "patterns",
                                            "Use one pattern with groups for several names.")),
                            "none")
                    .means(
                            "how names that are not in `map` are changed; the first pattern that"
                                    + " matches is used.");
    private final Key<Unmapped> unmapped =
            keys.preset("unmapped", Types.choice(Unmapped.values()), "keep")
                    .means(
                            "whether a name that is neither in `map` nor matches `patterns` is used"
                                    + " unchanged.");
    private final Key<Map<String, List<String>>> nesting =
            keys.optional(
                            "nesting",
                            new EntryMap<>(
                                    "lists of names by name",
                                    "lists of groups by group",
                                    Types.listOf(Types.TEXT),
                                    "NAME",
                                    GroupSection::checkCycles),
                            "none")
                    .means(
                            "groups in the directory that imply other groups, which can imply"
                                    + " further ones.");
    private final Key<List<String>> existing =
            keys.optional("existing", Types.listOf(Types.TEXT), "none")
                    .means(
                            "groups that an administrator created and that the provider may name. A"
                                    + " group that the gateway did not create is joined only if it"
                                    + " is named here, in `map`, `default` or `nesting`, or by a"
                                    + " pattern.");
    private final Key<Boolean> restore =
            keys.preset("restore", Types.TRUTH, "false")
                    .means(
                            "whether a login gives a membership again that an administrator removed"
                                    + " by hand.");
    private final Key<Unknown> unknown =
            keys.preset("unknown", Types.choice(Unknown.values()), "refuse")
                    .means(
                            "what happens if the groups are unknown, because the provider stores"
                                    + " them elsewhere or the claim cannot be read: `refuse` ends"
                                    + " the login; `keep` withdraws nothing and adds the groups"
                                    + " that are known.");

    /** An expression, or the keys. */
    ValueType<GroupMapping> type() {
        return keys.reads(this::read)
                .orShort(
                        "an expression, or keys",
                        (scalar, context) -> new GroupMapping(TEXTS.read(scalar, context)));
    }

    private GroupMapping read(Fields fields) {
        if (fields.get(unmapped) == Unmapped.DROP && !fields.has(map) && !fields.has(patterns)) {
            fields.context()
                    .error(
                            fields.place().below(unmapped.name()),
                            "drop with neither map nor patterns: no name would pass",
                            "drop together with map or patterns, or keep",
                            "Add the names to use, or remove the key.");
        }
        return new GroupMapping(
                fields.find(value).orElse(null),
                fields.get(map),
                fields.get(usual),
                fields.get(membership),
                fields.get(patterns),
                fields.get(unmapped),
                fields.get(nesting),
                fields.get(sync),
                fields.get(existing),
                fields.get(restore),
                fields.get(unknown));
    }

    private static Section<Renaming> pattern() {
        Keys keys = new Keys("One rule that changes a provider's name.");
        Key<String> match =
                keys.required("match", Types.TEXT)
                        .means("a regular expression (RE2) that the whole name must match.");
        Key<String> name =
                keys.required("name", Types.TEXT)
                        .means(
                                "the name in the directory; `$1` is what the first group of the"
                                        + " expression matched.");
        return keys.reads(fields -> renamed(matching(fields, match), fields, name));
    }

    private static Optional<Renaming> matching(Fields fields, Key<String> match) {
        try {
            return fields.find(match).map(Renaming::of);
        } catch (IllegalArgumentException malformed) {
            fields.error(
                    match,
                    "a pattern that " + malformed.getMessage(),
                    "a regular expression of RE2, without look-around and back references",
                    "Correct it, or write it in a simpler way.");
            return Optional.empty();
        }
    }

    private static Renaming renamed(Optional<Renaming> matching, Fields fields, Key<String> name) {
        Optional<String> to = fields.find(name);
        try {
            return matching.flatMap(renaming -> to.map(renaming::to))
                    .orElseGet(() -> Renaming.of(""));
        } catch (IllegalArgumentException malformed) {
            fields.error(
                    name,
                    "a name that " + malformed.getMessage(),
                    "text, in which $1 to $9 are groups of the pattern",
                    "Write $$ for a dollar sign, or put the group into the pattern.");
            return Renaming.of("");
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
