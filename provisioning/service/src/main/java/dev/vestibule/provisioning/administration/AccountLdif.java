package dev.vestibule.provisioning.administration;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.FullLDAPInterface;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.AccountStates;
import dev.vestibule.provisioning.group.GroupMemberships;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Accounts as the directory itself has them, in its own words, for an administrator who may have to
 * restore them (RFC 2849). Groups that list their members are comments before each entry: they are
 * not part of it.
 *
 * @param translated whether accounts are read in other words than the directory's
 */
record AccountLdif(
        FullLDAPInterface directory,
        AccountStates states,
        GroupMemberships memberships,
        boolean translated) {
    private static final int LINE = 76;

    /**
     * An operational attribute of 389 Directory Server, without which a disabled account is not.
     */
    private static final String ACCOUNT_LOCK_389 = "nsAccountLock";

    /** Operational too; a role can lock its members. */
    private static final String ROLE_389 = "nsRoleDN";

    /** What a server maintains on the entry itself, and accepts from no client. */
    private static final Set<String> SAID_BY_THE_SERVER =
            Set.of(
                    "directreports",
                    "entryuuid",
                    "ismemberof",
                    "managedobjects",
                    "memberof",
                    "nsuniqueid");

    /** What a domain controller gives an entry, and refuses to be given ([MS-ADA1] to 3). */
    private static final Set<String> OF_DOMAIN_CONTROLLERS =
            Set.of(
                    """
                    admincount distinguishedname dscorepropagationdata instancetype
                    iscriticalsystemobject lastlogoff lastlogon lastlogontimestamp lockouttime
                    logoncount ms-ds-creatorsid name objectguid objectsid primarygroupid
                    samaccounttype sidhistory usnchanged usncreated whenchanged whencreated
                    """
                            .split("\\s+"));

    /**
     * The record and an empty line; null when the account is gone meanwhile. What locks or disables
     * the account is a comment too, because much of it cannot be given back.
     */
    @Nullable String of(AccountEntry account) throws LDAPException {
        Entry entry =
                translated
                        ? directory.getEntry(
                                account.dn().toString(), "*", ACCOUNT_LOCK_389, ROLE_389)
                        : account.entry();
        if (entry == null) {
            return null;
        }
        var state = states.of(account);
        StringBuilder ldif = new StringBuilder();
        if (!state.usable()) {
            String kind = state.kind().name().toLowerCase(Locale.ROOT);
            ldif.append("# %s: %s\n".formatted(kind, oneLine(state.reason())));
        }
        for (var group : memberships.listing(account.dn()).keySet()) {
            ldif.append("# member of ").append(oneLine(group.toString())).append('\n');
        }
        return ldif.append(restorable(entry).toLDIFString(LINE).replace("\r", ""))
                .append('\n')
                .toString();
    }

    private static Entry restorable(Entry entry) {
        Entry restorable = entry.duplicate();
        boolean active = entry.hasAttribute("sAMAccountName");
        for (var attribute : entry.getAttributes()) {
            String name = attribute.getBaseName().toLowerCase(Locale.ROOT);
            if (isSecret(name)
                    || SAID_BY_THE_SERVER.contains(name)
                    || active && OF_DOMAIN_CONTROLLERS.contains(name)) {
                restorable.removeAttribute(attribute.getName());
            }
        }
        return restorable;
    }

    /** Also what other programs keep: no list of all of them would be complete. */
    private static boolean isSecret(String name) {
        return Stream.of("password", "passwd", "pwd", "secret", "krbprincipalkey", "krbextradata")
                        .anyMatch(name::contains)
                || SchemaNames.SECRET_ATTRIBUTES.stream().anyMatch(name::equalsIgnoreCase);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
