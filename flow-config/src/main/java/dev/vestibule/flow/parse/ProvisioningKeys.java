package dev.vestibule.flow.parse;

import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.model.Provisioning.Membership;
import dev.vestibule.flow.model.Provisioning.Prompt;

import java.time.Duration;
import java.util.List;

/** The keys of a connection's provisioning. */
final class ProvisioningKeys {
    static final String DEFAULT_USERNAME = "claims.preferred_username";

    /** Without an account, only the provider's own key for a person is sure to be nobody else's. */
    static final String USERNAME_WITHOUT_ACCOUNT = "claims.sub";

    static final Key<Boolean> ENABLED =
            Key.preset("enabled", Types.TRUTH, "false", "whether an account is written.");
    static final Key<YamlNode> WHEN =
            Key.optional(
                    "when",
                    expression(ResultKind.CONDITION),
                    "always",
                    "skip rule: where it is not true, or fails, no account is written.");
    static final Key<YamlNode> USERNAME =
            Key.optional(
                    "username",
                    expression(ResultKind.TEXT),
                    DEFAULT_USERNAME + "; " + USERNAME_WITHOUT_ACCOUNT + " when not enabled",
                    "the name of the account, at most 64 characters; it is trimmed, written in"
                            + " small letters and normalised (Unicode NFC). When not enabled, the"
                            + " name that apps learn.");
    static final Key<YamlNode> ATTRIBUTES =
            Key.optional(
                    "attributes",
                    new NodeType("an expression, or keys, by LDAP attribute"),
                    "none",
                    "what each attribute takes: an expression, or the keys below.");
    static final Key<YamlNode> GROUPS =
            Key.optional(
                    "groups",
                    new NodeType("an expression, or keys"),
                    "groups are left alone",
                    "the groups that people of this connection are in: an expression, or the keys"
                            + " below. A group that is dropped there is withdrawn.");

    static final Key<Prompt> PROMPT =
            Key.preset(
                    "prompt",
                    Types.choice(Prompt.values()),
                    "none",
                    "what a person is asked at the first login, before the account is written:"
                            + " whether to store it, under which name, with which password.");

    static final Key<Duration> DISABLE_AFTER =
            Key.optional(
                    "disable-after",
                    Types.DURATION,
                    "never",
                    "an account that this connection created is disabled when nobody has signed in"
                            + " to it for so long and a day more; looked at once a day. An"
                            + " administrator enables it again.");

    static final Section SECTION =
            new Section(
                    "connections.ID.provisioning",
                    "Just-in-time provisioning of one connection.",
                    List.of(ENABLED, WHEN, USERNAME, ATTRIBUTES, GROUPS, PROMPT, DISABLE_AFTER));

    static final Key<YamlNode> VALUE =
            Key.required(
                    "value", expression(ResultKind.VALUES), "the values; a list gives several.");
    static final Key<List<String>> DEFAULT =
            Key.optional(
                    "default",
                    Types.listOf(Types.TEXT),
                    "nothing is written",
                    "written where the value is absent or blank.");
    static final Key<YamlNode> ATTRIBUTE_WHEN =
            Key.optional(
                    "when",
                    expression(ResultKind.CONDITION),
                    "always",
                    "where it is not true, or fails, nothing is written, no default either.");

    static final Section ATTRIBUTE_SECTION =
            new Section(
                    "connections.ID.provisioning.attributes.ATTRIBUTE",
                    "One attribute. Claims cannot set `uid`, which is the username, nor"
                            + " `objectClass`, passwords, memberships, `vestibule…` attributes and"
                            + " those that the server keeps itself.",
                    List.of(VALUE, DEFAULT, ATTRIBUTE_WHEN));

    static final Key<YamlNode> GROUP_VALUE =
            Key.optional(
                    "value",
                    expression(ResultKind.TEXTS),
                    "only the defaults",
                    "the provider's names of the groups. Where it fails, nobody is let in.");
    static final Key<YamlNode> MAP =
            Key.optional(
                    "map",
                    new NodeType("text by text"),
                    "names pass unchanged",
                    "our name by the provider's name.");
    static final Key<List<String>> GROUP_DEFAULT =
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

    static final Section GROUPS_SECTION =
            new Section(
                    "connections.ID.provisioning.groups",
                    "The groups that a connection grants.",
                    List.of(GROUP_VALUE, MAP, GROUP_DEFAULT, MEMBERSHIP));

    private ProvisioningKeys() {}

    private static NodeType expression(ResultKind result) {
        return new NodeType("an expression: " + result.words());
    }
}
