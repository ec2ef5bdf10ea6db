package dev.vestibule.flow.parse;

import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.model.GroupMapping.GroupSync;
import dev.vestibule.flow.model.GroupMapping.Membership;
import dev.vestibule.flow.model.GroupMapping.Unknown;
import dev.vestibule.flow.model.GroupMapping.Unmapped;

import java.util.List;

/** The keys of the groups that a connection grants. */
final class GroupKeys {
    static final Key<YamlNode> VALUE =
            Key.optional(
                    "value",
                    new NodeType("an expression: " + ResultKind.TEXTS.words()),
                    "only the defaults",
                    "the provider's names of the groups. Where it fails they are unknown.");
    static final Key<YamlNode> MAP =
            Key.optional(
                    "map",
                    new NodeType("text by text"),
                    "names pass unchanged",
                    "our name by the provider's name.");
    static final Key<List<String>> DEFAULT =
            Key.optional(
                    "default",
                    Types.listOf(Types.TEXT),
                    "none",
                    "groups that everybody of this connection is in.");

    static final Key<Membership> MEMBERSHIP =
            Key.preset(
                    "membership",
                    Types.choice(Membership.values()),
                    "static",
                    "where a membership is written: `static` lists the person in the group's entry,"
                            + " which costs more the larger the group is; `dynamic` writes the"
                            + " group's name to the person's entry, at the same cost for any"
                            + " size.");
    static final Key<GroupSync> SYNC =
            Key.preset(
                    "sync",
                    Types.choice(GroupSync.values()),
                    "merge",
                    "`merge` ends memberships that this connection granted and no longer grants;"
                            + " `replace` ends also those that were given by hand.");
    static final Key<YamlNode> PATTERNS =
            Key.optional(
                    "patterns",
                    new NodeType("a list of keys"),
                    "none",
                    "how names are changed that `map` does not have; the first pattern that matches"
                            + " counts.");
    static final Key<Unmapped> UNMAPPED =
            Key.preset(
                    "unmapped",
                    Types.choice(Unmapped.values()),
                    "keep",
                    "whether a name that neither `map` nor `patterns` know passes unchanged.");
    static final Key<YamlNode> NESTING =
            Key.optional(
                    "nesting",
                    new NodeType("lists of names by name"),
                    "none",
                    "our groups whose members are in other groups of ours too, and so on from there.");

    static final Key<List<String>> EXISTING =
            Key.optional(
                    "existing",
                    Types.listOf(Types.TEXT),
                    "none",
                    "groups that an administrator made and that the provider may name. A group that"
                            + " the gateway did not make is joined only when it is named here, in"
                            + " `map`, `default` or `nesting`, or by a pattern.");
    static final Key<Boolean> RESTORE =
            Key.preset(
                    "restore",
                    Types.TRUTH,
                    "false",
                    "whether a login gives a membership again that an administrator removed by"
                            + " hand.");
    static final Key<Unknown> UNKNOWN =
            Key.preset(
                    "unknown",
                    Types.choice(Unknown.values()),
                    "refuse",
                    "a login whose groups are not known, because the provider says that they lie"
                            + " elsewhere or the claim cannot be read: `refuse` ends it; `keep`"
                            + " withdraws nothing and adds what is known.");

    static final Section SECTION =
            new Section(
                    "connections.ID.provisioning.groups",
                    "The groups that a connection grants.",
                    List.of(
                            VALUE,
                            MAP,
                            DEFAULT,
                            MEMBERSHIP,
                            SYNC,
                            PATTERNS,
                            UNMAPPED,
                            NESTING,
                            EXISTING,
                            RESTORE,
                            UNKNOWN));

    static final Key<String> MATCH =
            Key.required(
                    "match",
                    Types.TEXT,
                    "a regular expression (RE2) that the whole name has to match.");
    static final Key<String> NAME =
            Key.required(
                    "name",
                    Types.TEXT,
                    "our name; `$1` is what the first group of the expression matched.");

    static final Section PATTERN_SECTION =
            new Section(
                    "connections.ID.provisioning.groups.patterns[]",
                    "One way to change a provider's name.",
                    List.of(MATCH, NAME));

    private GroupKeys() {}
}
