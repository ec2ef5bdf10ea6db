package dev.vestibule.provisioning.credential;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.api.Account;

/** What the gateway is told of an account: its groups too, which this package does not know. */
@FunctionalInterface
public interface AccountView {
    /** The account as its entry and the groups say. */
    Account of(AccountEntry entry) throws LDAPException;
}
