package dev.vestibule.provisioning.account;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.ldap.Refusal;

/** The one account that a command names, by id or as an administrator does. */
public record NamedAccounts(AccountFinder accounts) {

    /**
     * The account with this id.
     *
     * @throws Refusal when there is none
     */
    public AccountEntry withId(String id) throws LDAPException, Refusal {
        AccountEntry account =
                id.isBlank()
                        ? null
                        : accounts.linkedTo(FederatedLink.text(FederatedIdentity.ofAccount(id)));
        if (account == null) {
            throw new Refusal(new NoSuchAccount("no account has this id"));
        }
        return account;
    }

    /**
     * The account with this username or distinguished name.
     *
     * @throws Refusal when there is none, or more than one
     */
    public AccountEntry only(String name) throws LDAPException, Refusal {
        var named = accounts.named(name);
        if (named.isEmpty()) {
            throw new Refusal(new NoSuchAccount("no account is named " + name));
        }
        if (named.size() > 1) {
            throw Refusal.conflict(
                    "several accounts have this name: %s",
                    named.stream().map(AccountEntry::dn).toList());
        }
        return named.getFirst();
    }
}
