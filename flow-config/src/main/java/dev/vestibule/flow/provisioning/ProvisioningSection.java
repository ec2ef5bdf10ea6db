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
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.LdapTypes;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.username.UsernameRule;
import dev.vestibule.provisioning.api.NewAccount.AccountTarget;
import dev.vestibule.provisioning.api.SyncRules.Mode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of a connection's provisioning. */
public final class ProvisioningSection {
    /** Without an account, only the provider's own key for a user is certain to be unique. */
    private static final String USERNAME_WITHOUT_ACCOUNT = "claims.sub";

    private static final Section<Written> WRITTEN =
            Section.of(
                    Written.class,
                    Map.of(
                            "username", new ExpressionType(ResultKind.TEXT),
                            "qualified", Types.TRUTH,
                            "attributes", AttributeSection.BY_NAME,
                            "groups", GroupSection.TYPE,
                            "people", LdapTypes.DN,
                            "object-classes", LdapTypes.OBJECT_CLASS,
                            "existing-account", ExistingAccountSection.TYPE));

    private ProvisioningSection() {}

    @KeyTable(
            """
            Just-in-time provisioning of one connection.
            | enabled | `false` | whether an account is written.
            | when | always | skip rule: if it is not true, or fails, no account is written.
            | username | claims.preferred_username; claims.sub when not enabled | the username, at
              most 64 characters; it is written in small letters and normalised (Unicode NFC).
              Reserved and misleading names are
              [refused](prompts.md#which-usernames-are-refused). If not enabled, the name that apps
              receive.
            | qualified | `false` when not enabled and `username` is written, else `true` | whether
              apps see users without an account as `CONNECTION:NAME`, and the provider's groups as
              `CONNECTION:GROUP`. Plain names must not meet other names in one flow; see
              [apps.md](apps.md#names-without-an-account).
            | attributes | none | the value of each attribute: an expression, or the keys below.
            | groups | groups are not changed | the groups that users of this connection are members
              of: an expression, or the keys below. A membership that the provider no longer sends is
              withdrawn.
            | prompt | `none` | what the page asks the user at the first login, before the account is
              written: for consent, a username, a password.
            | disable-after | never | an account that this connection created is disabled after this
              time and one day without a sign-in; checked once a day. An administrator re-enables it.
            | disable-on | none | codes with which the provider refuses users who have left: the
              `error` of its answer, or words of its `error_description`. If a user is signed in
              through this connection and is refused with such a code, the account is disabled and
              the session ends.
            | sync | `merge` | whose value stays if an administrator changed the entry: `merge` keeps
              the administrator's; `override-all` and `preserve-local` write the provider's; `none`
              writes no attribute after the first login.
            | on-missing | `keep` | what happens to a value that the provider no longer sends: it is
              kept, or removed as far as `sync` allows the gateway to write.
            | people | `directory.people` | the container for new accounts of this connection,
              relative to `directory.base`. A new container needs a restart.
            | object-classes | none | object classes of accounts beside `inetOrgPerson` and
              `vestibuleAccount`.
            | existing-account | deny | what happens with an existing account that appears to belong
              to the user and has no link: a policy, or the keys below.
            """)
    private record Written(
            boolean enabled,
            @Nullable Expression when,
            @Nullable Expression username,
            @Nullable Boolean qualified,
            @Nullable Map<String, AttributeMapping> attributes,
            @Nullable GroupMapping groups,
            Prompt prompt,
            @Nullable Duration disableAfter,
            List<String> disableOn,
            Mode sync,
            OnMissing onMissing,
            @Nullable String people,
            List<String> objectClasses,
            @Nullable ExistingAccountSettings existingAccount) {}

    /**
     * The section.
     *
     * @param names which names new accounts may have
     */
    public static Section<Provisioning> section(UsernameRule names, ProviderDefaults defaults) {
        return WRITTEN.to((written, fields) -> {
            AccountTarget target = new AccountTarget(written.people(), written.objectClasses());
            ExistingAccountSettings existing = written.existingAccount();
            return new Provisioning(
                    written.enabled(),
                    written.when(),
                    defaults.trust(),
                    content(written, fields, defaults),
                    new NewAccounts(written.prompt(), target, names),
                    new Sync(written.sync(), written.onMissing()),
                    existing == null ? ExistingAccountSettings.IGNORED : existing,
                    new Leavers(written.disableAfter(), written.disableOn()));
        });
    }

    private static Content content(Written written, Fields fields, ProviderDefaults defaults) {
        String usual = written.enabled() ? defaults.username() : USERNAME_WITHOUT_ACCOUNT;
        Map<String, AttributeMapping> attributes = written.attributes();
        if (attributes == null) {
            attributes = new LinkedHashMap<>();
            for (ProviderDefaults.Attribute each : defaults.attributes()) {
                attributes.put(each.name(), each.mapping(fields));
            }
        }
        return new Content(
                written.username() == null
                        ? fields.context().usual(usual, ResultKind.TEXT, fields.place())
                        : written.username(),
                attributes,
                written.groups(),
                qualified(written, fields));
    }

    /** A name that the editor writes for users without an account is meant as it is. */
    private static boolean qualified(Written written, Fields fields) {
        Boolean qualified = written.qualified();
        if (qualified == null) {
            return written.enabled() || written.username() == null;
        }
        if (written.enabled() && !qualified) {
            fields.error(
                    "qualified",
                    "plain names of users without an account beside names of accounts",
                    "qualified: false where provisioning is not enabled",
                    "Remove it: a user without an account because of the skip rule could have the"
                            + " name of an account.");
        }
        return qualified;
    }
}
