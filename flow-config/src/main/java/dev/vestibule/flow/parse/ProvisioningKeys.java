package dev.vestibule.flow.parse;

import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.model.Provisioning.OnMissing;
import dev.vestibule.flow.model.Provisioning.Prompt;
import dev.vestibule.provisioning.api.SyncRules.Mode;
import dev.vestibule.provisioning.api.SyncRules.Timing;

import java.time.Duration;
import java.util.List;

/** The keys of a connection's provisioning. */
final class ProvisioningKeys {
    static final String DEFAULT_USERNAME = "claims.preferred_username";

    /** Without an account, only the provider's own key for a user is certain to be unique. */
    static final String USERNAME_WITHOUT_ACCOUNT = "claims.sub";

    static final Key<Boolean> ENABLED =
            Key.preset("enabled", Types.TRUTH, "false", "whether an account is written.");
    static final Key<YamlNode> WHEN =
            Key.optional(
                    "when",
                    expression(ResultKind.CONDITION),
                    "always",
                    "skip rule: if it is not true, or fails, no account is written.");
    static final Key<YamlNode> USERNAME =
            Key.optional(
                    "username",
                    expression(ResultKind.TEXT),
                    DEFAULT_USERNAME + "; " + USERNAME_WITHOUT_ACCOUNT + " when not enabled",
                    "the username, at most 64 characters; it is written in small letters and"
                            + " normalised (Unicode NFC). Reserved and misleading names are"
                            + " [refused](prompts.md#which-usernames-are-refused). If not enabled, the name"
                            + " that apps receive.");
    static final Key<Boolean> QUALIFIED =
            Key.optional(
                    "qualified",
                    Types.TRUTH,
                    "`false` when not enabled and `username` is written, else `true`",
                    "whether apps see users without an account as `CONNECTION:NAME`, and the"
                            + " provider's groups as `CONNECTION:GROUP`. Plain names must not meet"
                            + " other names in one flow; see"
                            + " [apps.md](apps.md#names-without-an-account).");
    static final Key<YamlNode> ATTRIBUTES =
            Key.optional(
                    "attributes",
                    new NodeType("an expression, or keys, by LDAP attribute"),
                    "none",
                    "the value of each attribute: an expression, or the keys below.");
    static final Key<YamlNode> GROUPS =
            Key.optional(
                    "groups",
                    new NodeType("an expression, or keys"),
                    "groups are not changed",
                    "the groups that users of this connection are members of: an expression, or the"
                            + " keys below. A membership that the provider no longer sends is withdrawn.");

    static final Key<Prompt> PROMPT =
            Key.preset(
                    "prompt",
                    Types.choice(Prompt.values()),
                    "none",
                    "what the page asks the user at the first login, before the account is written:"
                            + " for consent, a username, a password.");
    static final Key<Mode> SYNC =
            Key.preset(
                    "sync",
                    Types.choice(Mode.values()),
                    "merge",
                    "whose value stays if an administrator changed the entry: `merge` keeps the"
                            + " administrator's; `override-all` and `preserve-local` write the provider's;"
                            + " `none` writes no attribute after the first login.");
    static final Key<OnMissing> ON_MISSING =
            Key.preset(
                    "on-missing",
                    Types.choice(OnMissing.values()),
                    "keep",
                    "what happens to a value that the provider no longer sends: it is kept, or"
                            + " removed as far as `sync` allows the gateway to write.");
    static final Key<String> PEOPLE =
            Key.optional(
                    "people",
                    Names.DN,
                    "`directory.people`",
                    "the container for new accounts of this connection, relative to"
                            + " `directory.base`. A new container needs a restart.");
    static final Key<List<String>> OBJECT_CLASSES =
            Key.optional(
                    "object-classes",
                    Types.listOf(Names.OBJECT_CLASS),
                    "none",
                    "object classes of accounts beside `inetOrgPerson` and `vestibuleAccount`.");
    static final Key<YamlNode> EXISTING_ACCOUNT =
            Key.optional(
                    "existing-account",
                    new NodeType("a policy, or keys"),
                    "deny",
                    "what happens with an existing account that appears to belong to the user and"
                            + " has no link: a policy, or the keys below.");

    static final Key<Duration> DISABLE_AFTER =
            Key.optional(
                    "disable-after",
                    Types.DURATION,
                    "never",
                    "an account that this connection created is disabled after this time and one"
                            + " day without a sign-in; checked once a day. An administrator re-enables it.");

    static final Key<List<String>> DISABLE_ON =
            Key.optional(
                    "disable-on",
                    Types.listOf(Types.TEXT),
                    "none",
                    "codes with which the provider refuses users who have left: the `error` of its"
                            + " answer, or words of its `error_description`. If a user is signed in through"
                            + " this connection and is refused with such a code, the account is disabled and"
                            + " the session ends.");

    static final Section SECTION =
            new Section(
                    "connections.ID.provisioning",
                    "Just-in-time provisioning of one connection.",
                    List.of(
                            ENABLED,
                            WHEN,
                            USERNAME,
                            QUALIFIED,
                            ATTRIBUTES,
                            GROUPS,
                            PROMPT,
                            DISABLE_AFTER,
                            DISABLE_ON,
                            SYNC,
                            ON_MISSING,
                            PEOPLE,
                            OBJECT_CLASSES,
                            EXISTING_ACCOUNT));

    static final Key<YamlNode> VALUE =
            Key.optional(
                    "value",
                    expression(ResultKind.VALUES),
                    "required, unless `prompt` is true",
                    "the values; a list gives several.");
    static final Key<List<String>> DEFAULT =
            Key.optional(
                    "default",
                    Types.listOf(Types.TEXT),
                    "nothing is written",
                    "used if the value is absent or blank; it replaces no existing value.");
    static final Key<YamlNode> ATTRIBUTE_WHEN =
            Key.optional(
                    "when",
                    expression(ResultKind.CONDITION),
                    "always",
                    "if it is not true, or fails, nothing is written, not even the default, and"
                            + " nothing is removed.");
    static final Key<Timing> ATTRIBUTE_SYNC =
            Key.preset(
                    "sync",
                    Types.choice(Timing.values()),
                    "always",
                    "at which logins it is written: at each one, while the entry has no value, or"
                            + " only when the account is created.");
    static final Key<OnMissing> ATTRIBUTE_ON_MISSING =
            Key.optional(
                    "on-missing",
                    Types.choice(OnMissing.values()),
                    "that of the connection",
                    "what happens to a value that the provider no longer sends.");

    static final Key<Boolean> ATTRIBUTE_PROMPT =
            Key.preset(
                    "prompt",
                    Types.TRUTH,
                    "false",
                    "if there is no value, the user must enter it at the first login; the"
                            + " connection needs a `prompt`, too. Only for details that users may decide"
                            + " themselves: "
                            + String.join(", ", AttributeNames.own())
                            + ".");

    static final Section ATTRIBUTE_SECTION =
            new Section(
                    "connections.ID.provisioning.attributes.ATTRIBUTE",
                    "One attribute. Claims cannot set `uid`, which is the username, nor"
                            + " `objectClass`, passwords, memberships, rights, locks, `vestibule…` attributes"
                            + " and those that the server maintains.",
                    List.of(
                            VALUE,
                            DEFAULT,
                            ATTRIBUTE_PROMPT,
                            ATTRIBUTE_WHEN,
                            ATTRIBUTE_SYNC,
                            ATTRIBUTE_ON_MISSING));

    private ProvisioningKeys() {}

    private static NodeType expression(ResultKind result) {
        return new NodeType("an expression: " + result.words());
    }
}
