package dev.vestibule.flow.provisioning;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.provisioning.Provisioning.Content;
import dev.vestibule.flow.provisioning.Provisioning.NewAccounts;
import dev.vestibule.flow.provisioning.Provisioning.OnMissing;
import dev.vestibule.flow.provisioning.Provisioning.Prompt;
import dev.vestibule.flow.provisioning.Provisioning.Sync;
import dev.vestibule.flow.schema.ExpressionType;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.LdapTypes;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.username.UsernameRule;
import dev.vestibule.provisioning.api.NewAccount.AccountTarget;
import dev.vestibule.provisioning.api.SyncRules.Mode;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of a connection's provisioning. */
public final class ProvisioningSection {
    /** Without an account, only the provider's own key for a user is certain to be unique. */
    private static final String USERNAME_WITHOUT_ACCOUNT = "claims.sub";

    private final UsernameRule names;
    private final ProviderDefaults defaults;
    private final Keys keys = new Keys("Just-in-time provisioning of one connection.");
    private final Key<Boolean> enabled =
            keys.preset("enabled", Types.TRUTH, "false").means("whether an account is written.");
    private final Key<Expression> when =
            keys.optional("when", ExpressionType.CONDITION, "always")
                    .means("skip rule: if it is not true, or fails, no account is written.");
    private final Key<Expression> username =
            keys.optional(
                            "username",
                            new ExpressionType(ResultKind.TEXT),
                            ProviderDefaults.USERNAME
                                    + "; "
                                    + USERNAME_WITHOUT_ACCOUNT
                                    + " when not enabled")
                    .means(
                            "the username, at most 64 characters; it is written in small letters"
                                    + " and normalised (Unicode NFC). Reserved and misleading names"
                                    + " are [refused](prompts.md#which-usernames-are-refused). If"
                                    + " not enabled, the name that apps receive.");
    private final Key<Boolean> qualified =
            keys.optional(
                            "qualified",
                            Types.TRUTH,
                            "`false` when not enabled and `username` is written, else `true`")
                    .means(
                            "whether apps see users without an account as `CONNECTION:NAME`, and"
                                    + " the provider's groups as `CONNECTION:GROUP`. Plain names"
                                    + " must not meet other names in one flow; see"
                                    + " [apps.md](apps.md#names-without-an-account).");
    private final Key<Map<String, AttributeMapping>> attributes =
            keys.optional("attributes", new AttributeSection().byName(), "none")
                    .means("the value of each attribute: an expression, or the keys below.");
    private final Key<GroupMapping> groups =
            keys.optional("groups", new GroupSection().type(), "groups are not changed")
                    .means(
                            "the groups that users of this connection are members of: an"
                                    + " expression, or the keys below. A membership that the"
                                    + " provider no longer sends is withdrawn.");
    private final Key<Prompt> prompt =
            keys.preset("prompt", Types.choice(Prompt.values()), "none")
                    .means(
                            "what the page asks the user at the first login, before the account is"
                                    + " written: for consent, a username, a password.");
    private final Key<Duration> disableAfter =
            keys.optional("disable-after", Types.DURATION, "never")
                    .means(
                            "an account that this connection created is disabled after this time"
                                    + " and one day without a sign-in; checked once a day. An"
                                    + " administrator re-enables it.");
    private final Key<List<String>> disableOn =
            keys.optional("disable-on", Types.listOf(Types.TEXT), "none")
                    .means(
                            "codes with which the provider refuses users who have left: the `error`"
                                    + " of its answer, or words of its `error_description`. If a"
                                    + " user is signed in through this connection and is refused"
                                    + " with such a code, the account is disabled and the session"
                                    + " ends.");
    private final Key<Mode> sync =
            keys.preset("sync", Types.choice(Mode.values()), "merge")
                    .means(
                            "whose value stays if an administrator changed the entry: `merge` keeps"
                                    + " the administrator's; `override-all` and `preserve-local`"
                                    + " write the provider's; `none` writes no attribute after the"
                                    + " first login.");
    private final Key<OnMissing> onMissing =
            keys.preset("on-missing", Types.choice(OnMissing.values()), "keep")
                    .means(
                            "what happens to a value that the provider no longer sends: it is kept,"
                                    + " or removed as far as `sync` allows the gateway to write.");
    private final Key<String> people =
            keys.optional("people", LdapTypes.DN, "`directory.people`")
                    .means(
                            "the container for new accounts of this connection, relative to"
                                    + " `directory.base`. A new container needs a restart.");
    private final Key<List<String>> objectClasses =
            keys.optional("object-classes", Types.listOf(LdapTypes.OBJECT_CLASS), "none")
                    .means(
                            "object classes of accounts beside `inetOrgPerson` and"
                                    + " `vestibuleAccount`.");
    private final Key<ExistingAccountSettings> existingAccount =
            keys.optional("existing-account", new ExistingAccountSection().type(), "deny")
                    .means(
                            "what happens with an existing account that appears to belong to the"
                                    + " user and has no link: a policy, or the keys below.");

    /**
     * @param names which names new accounts may have
     */
    public ProvisioningSection(UsernameRule names, ProviderDefaults defaults) {
        this.names = names;
        this.defaults = defaults;
    }

    /** The section. */
    public Section<Provisioning> section() {
        return keys.reads(this::read);
    }

    private Provisioning read(Fields fields) {
        return new Provisioning(
                fields.get(enabled),
                fields.find(when).orElse(null),
                defaults.trust(),
                content(fields),
                new NewAccounts(
                        fields.get(prompt),
                        new AccountTarget(
                                fields.find(people).orElse(null), fields.get(objectClasses)),
                        names),
                new Sync(fields.get(sync), fields.get(onMissing)),
                fields.find(existingAccount).orElse(ExistingAccountSettings.IGNORED),
                new Leavers(fields.find(disableAfter).orElse(null), fields.get(disableOn)));
    }

    private Content content(Fields fields) {
        return new Content(
                fields.find(username).orElseGet(() -> usualName(fields)),
                fields.find(attributes).orElseGet(() -> usualAttributes(fields)),
                fields.find(groups).orElse(null),
                qualified(fields));
    }

    /** Without an account, only the subject always identifies the same user. */
    private Expression usualName(Fields fields) {
        String source = fields.get(enabled) ? defaults.username() : USERNAME_WITHOUT_ACCOUNT;
        return fields.context().usual(source, ResultKind.TEXT, fields.place());
    }

    private Map<String, AttributeMapping> usualAttributes(Fields fields) {
        Map<String, AttributeMapping> usual = new LinkedHashMap<>();
        defaults.attributes().forEach(each -> usual.put(each.name(), each.mapping(fields)));
        return usual;
    }

    /** A name that the editor writes for users without an account is meant as it is. */
    private boolean qualified(Fields fields) {
        Optional<Boolean> written = fields.find(qualified);
        if (fields.get(enabled) && !written.orElse(true)) {
            fields.error(
                    qualified,
                    "plain names of users without an account beside names of accounts",
                    "qualified: false where provisioning is not enabled",
                    "Remove it: a user without an account because of the skip rule could have the"
                            + " name of an account.");
        }
        return written.orElse(fields.get(enabled) || !fields.has(username));
    }
}
