package dev.vestibule.provisioning.account;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.ldap.Refusal;

import java.util.List;

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
     * The account that has this username and no other one.
     *
     * @throws Refusal when there is none, or more than one
     */
    public AccountEntry withUsername(String name) throws LDAPException, Refusal {
        return only(name, accounts.matching(Filter.equals("uid", name)));
    }

    /**
     * The account with this username or distinguished name.
     *
     * @throws Refusal when there is none, or more than one
     */
    public AccountEntry only(String name) throws LDAPException, Refusal {
        return only(name, accounts.named(name));
    }

    private static AccountEntry only(String name, List<AccountEntry> named) throws Refusal {
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
