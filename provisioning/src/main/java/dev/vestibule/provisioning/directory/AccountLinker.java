package dev.vestibule.provisioning.directory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.StaticUtils;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.api.ProvisioningFailure.AccountExists;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Ties an account that was there before to one more identity. Of two subjects of one provider that
 * want the same account at once, at most one gets it: whoever reads the other's link beside their
 * own after writing takes their own back. Both may do so; then neither gets in.
 */
final class AccountLinker {
    private static final Logger LOG = LoggerFactory.getLogger(AccountLinker.class);

    private final Ldap ldap;
    private final AccountFinder accounts;
    private final InstantSource clock;

    AccountLinker(Ldap ldap, AccountFinder accounts, InstantSource clock) {
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
    AccountEntry link(MatchingAccounts.Matched matched, DesiredAccount desired)
            throws LDAPException, Refusal {
        AccountEntry account = matched.account();
        ldap.modify(account.entry().getDN(), changes(account, desired));
        AccountEntry linked = accounts.at(account.dn());
        if (linked == null) {
            throw new LDAPException(ResultCode.NO_SUCH_OBJECT);
        }
        if (links(linked, desired).size() > 1) {
            takeBack(linked, desired);
        }
        LOG.info(
                "event=account-linked dn=\"{}\" connection={} attribute={} policy={}",
                account.dn(),
                desired.connection(),
                matched.match().attribute(),
                desired.existing().policy());
        return linked;
    }

    private List<Modification> changes(AccountEntry account, DesiredAccount desired) {
        List<Modification> changes = new ArrayList<>();
        if (!account.entry().hasObjectClass(SchemaNames.ACCOUNT)) {
            changes.add(add("objectClass", SchemaNames.ACCOUNT));
        }
        changes.add(add(SchemaNames.FEDERATED_IDENTITY, desired.link()));
        if (account.values(SchemaNames.PROVISIONED_AT).isEmpty()) {
            String now = StaticUtils.encodeGeneralizedTime(clock.instant().toEpochMilli());
            changes.add(add(SchemaNames.PROVISIONED_AT, now));
        }
        return changes;
    }

    private void takeBack(AccountEntry account, DesiredAccount desired)
            throws LDAPException, Refusal {
        ldap.modify(
                account.entry().getDN(),
                new Modification(
                        ModificationType.DELETE, SchemaNames.FEDERATED_IDENTITY, desired.link()));
        throw new Refusal(new AccountExists("two subjects of one provider wanted " + account.dn()));
    }

    private static List<String> links(AccountEntry account, DesiredAccount desired) {
        return account.values(SchemaNames.FEDERATED_IDENTITY).stream()
                .filter(link -> link.startsWith(desired.issuer() + " "))
                .toList();
    }

    private static Modification add(String attribute, String value) {
        return new Modification(ModificationType.ADD, attribute, value);
    }
}
