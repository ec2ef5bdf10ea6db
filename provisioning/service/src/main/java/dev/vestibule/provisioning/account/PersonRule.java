package dev.vestibule.provisioning.account;

import com.unboundid.ldap.sdk.DN;

import java.util.Set;

/**
 * Which entries are accounts of users, and not of programs and machines.
 *
 * @param gateway the gateway's own account
 */
public record PersonRule(DN gateway) {
    private static final Set<String> PEOPLE =
            Set.of("inetorgperson", "organizationalperson", "person");

    /** Accounts of programs and machines, even if they have the classes of an account of a user. */
    private static final Set<String> PROGRAMS =
            Set.of(
                    "applicationprocess",
                    "computer",
                    "device",
                    "msds-groupmanagedserviceaccount",
                    "msds-managedserviceaccount",
                    "organizationalrole",
                    "simplesecurityobject");

    /** Whether it is the account of a user. */
    public boolean isPerson(AccountEntry account) {
        return PEOPLE.stream().anyMatch(account.entry()::hasObjectClass)
                && PROGRAMS.stream().noneMatch(account.entry()::hasObjectClass)
                && !account.entry().hasAttributeValue("isCriticalSystemObject", "TRUE")
                && !account.dn().equals(gateway);
    }
}
