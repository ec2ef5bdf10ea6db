package dev.vestibule.provisioning.link;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.StaticUtils;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.AccountFinder;
import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.account.FederatedLink;
import dev.vestibule.provisioning.account.SyncStateChanges;
import dev.vestibule.provisioning.account.VerifiedEmail;
import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.Modifications;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.ResultCodes;
import dev.vestibule.provisioning.link.ExistingAccountRules.Matched;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Links an existing account to another identity, in one modification that also increases the
 * entry's count of first writes. If several identities want the same account at the same time, the
 * directory accepts one write; the others read the entry again, and find there why they are
 * refused. It only needs a server that applies a modification completely or not at all (RFC 4511,
 * section 4.6).
 */
public final class AccountLinker {
    private static final Logger LOG = LoggerFactory.getLogger(AccountLinker.class);

    private final Ldap ldap;
    private final AccountFinder accounts;
    private final InstantSource clock;

    /** Links these entries. */
    public AccountLinker(Ldap ldap, AccountFinder accounts, InstantSource clock) {
        this.ldap = ldap;
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * The account with its new link.
     *
     * @throws LDAPException one that {@link ResultCodes#lostARace} knows when the entry is no
     *     longer as it was read
     */
    AccountEntry link(Matched matched, DesiredAccount desired) throws LDAPException, Refusal {
        AccountEntry account = matched.account();
        ldap.modify(account.entry().getDN(), changes(account, desired));
        AccountEntry linked = accounts.at(account.dn());
        if (linked == null) {
            throw new LDAPException(ResultCode.NO_SUCH_OBJECT);
        }
        linked.requireOneSubject(desired.link());
        LOG.info(
                "event=account-linked dn=\"{}\" connection={} attribute={} policy={}",
                account.dn(),
                desired.connection(),
                matched.match().attribute(),
                desired.existing().policy());
        return linked;
    }

    private List<Modification> changes(AccountEntry account, DesiredAccount desired) {
        List<Modification> changes = new ArrayList<>(SyncStateChanges.counted(account));
        if (!account.entry().hasObjectClass(SchemaNames.ACCOUNT)) {
            changes.add(Modifications.add("objectClass", SchemaNames.ACCOUNT));
        }
        changes.add(FederatedLink.adding(desired.link()));
        Instant now = clock.instant();
        // With the link, as the next provider's login asks at once for what vouches for it.
        changes.addAll(VerifiedEmail.recording(account, desired, now));
        if (account.values(SchemaNames.PROVISIONED_AT).isEmpty()) {
            String time = StaticUtils.encodeGeneralizedTime(now.toEpochMilli());
            changes.add(Modifications.add(SchemaNames.PROVISIONED_AT, time));
        }
        return changes;
    }
}
