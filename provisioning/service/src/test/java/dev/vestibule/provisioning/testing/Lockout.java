package dev.vestibule.provisioning.testing;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.AccountState;

/**
 * One way in which the administrator of a directory, or the server by itself, keeps somebody out.
 *
 * @param name what is done, for the report of a test
 * @param state what the account's entry says from then on
 * @param begin keeps the person out
 * @param end lets the person in again
 */
public record Lockout(String name, AccountState state, Step begin, Step end) {

    /** What is done to the entry with this distinguished name. */
    public interface Step {
        void on(String dn) throws LDAPException;
    }
}
