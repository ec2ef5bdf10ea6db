package dev.vestibule.flow.parse;

import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.model.GroupMapping.Unknown;
import dev.vestibule.flow.model.GroupMapping.Unmapped;
import dev.vestibule.provisioning.api.Membership;
import dev.vestibule.provisioning.api.SyncRules.Groups;

import java.util.List;

/** The keys of the groups that a connection grants. */
final class GroupKeys {
    static final Key<YamlNode> VALUE =
            Key.optional(
                    "value",
                    new NodeType("an expression: " + ResultKind.TEXTS.words()),
                    "only the defaults",
                    "the provider's names of the groups. If it fails, the groups are unknown.");
    static final Key<YamlNode> MAP =
            Key.optional(
                    "map",
                    new NodeType("text by text"),
                    "names are unchanged",
                    "the name in the directory by the name at the provider.");
    static final Key<List<String>> DEFAULT =
            Key.optional(
                    "default",
                    Types.listOf(Types.TEXT),
                    "none",
                    "groups that every user of this connection is a member of.");

    static final Key<Membership> MEMBERSHIP =
            Key.preset(
                    "membership",
                    Types.choice(Membership.values()),
                    "static",
                    "where a membership is written: `static` lists the user in the group's entry,"
                            + " which is slower the larger the group is; `dynamic` writes the group's name to"
                            + " the user's entry, which is equally fast for any size.");
    static final Key<Groups> SYNC =
            Key.preset(
                    "sync",
                    Types.choice(Groups.values()),
                    "merge",
                    "`merge` ends memberships that this connection granted and no longer grants;"
                            + " `replace` also ends those that were given by hand.");
    static final Key<YamlNode> PATTERNS =
            Key.optional(
                    "patterns",
                    new NodeType("a list of keys"),
                    "none",
                    "how names that are not in `map` are changed; the first pattern that matches is"
                            + " used.");
    static final Key<Unmapped> UNMAPPED =
            Key.preset(
                    "unmapped",
                    Types.choice(Unmapped.values()),
                    "keep",
                    "whether a name that is neither in `map` nor matches `patterns` is used"
                            + " unchanged.");
    static final Key<YamlNode> NESTING =
            Key.optional(
                    "nesting",
                    new NodeType("lists of names by name"),
                    "none",
                    "groups in the directory that imply other groups, which can imply further ones.");

    static final Key<List<String>> EXISTING =
            Key.optional(
                    "existing",
                    Types.listOf(Types.TEXT),
                    "none",
                    "groups that an administrator created and that the provider may name. A group"
                            + " that the gateway did not create is joined only if it is named here, in `map`,"
                            + " `default` or `nesting`, or by a pattern.");
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
                    "what happens if the groups are unknown, because the provider stores them"
                            + " elsewhere or the claim cannot be read: `refuse` ends the login; `keep`"
                            + " withdraws nothing and adds the groups that are known.");

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
                    "a regular expression (RE2) that the whole name must match.");
    static final Key<String> NAME =
            Key.required(
                    "name",
                    Types.TEXT,
                    "the name in the directory; `$1` is what the first group of the expression"
                            + " matched.");

    static final Section PATTERN_SECTION =
            new Section(
                    "connections.ID.provisioning.groups.patterns[]",
                    "One rule that changes a provider's name.",
                    List.of(MATCH, NAME));

    private GroupKeys() {}
}
