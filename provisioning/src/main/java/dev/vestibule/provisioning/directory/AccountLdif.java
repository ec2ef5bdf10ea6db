package dev.vestibule.provisioning.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.FullLDAPInterface;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.ldap.SchemaNames;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * Accounts as the directory itself has them, in its own words, for an administrator who may have to
 * put them back (RFC 2849). Groups that list their members stand before each as comments: they are
 * no part of the account's entry.
 */
final class AccountLdif {
    private static final int LINE = 76;

    /**
     * An operational attribute of 389 Directory Server, without which a disabled account is not.
     */
    private static final String ACCOUNT_LOCK_389 = "nsAccountLock";

    private final FullLDAPInterface directory;
    private final GroupMemberships memberships;
    private final boolean translated;

    /**
     * @param translated whether accounts are read in other words than the directory's
     */
    AccountLdif(FullLDAPInterface directory, GroupMemberships memberships, boolean translated) {
        this.directory = directory;
        this.memberships = memberships;
        this.translated = translated;
    }

    /** The record and an empty line; null when the account is gone meanwhile. */
    @Nullable String of(AccountEntry account) throws LDAPException {
        Entry entry =
                translated
                        ? directory.getEntry(account.dn().toString(), "*", ACCOUNT_LOCK_389)
                        : account.entry();
        if (entry == null) {
            return null;
        }
        StringBuilder ldif = new StringBuilder();
        for (DN group : memberships.listing(account.dn()).keySet()) {
            ldif.append("# member of ").append(oneLine(group.toString())).append('\n');
        }
        return ldif.append(withoutSecrets(entry).toLDIFString(LINE).replace("\r", ""))
                .append('\n')
                .toString();
    }

    private static Entry withoutSecrets(Entry entry) {
        Entry open = entry.duplicate();
        for (Attribute attribute : entry.getAttributes()) {
            if (isSecret(attribute.getBaseName().toLowerCase(Locale.ROOT))) {
                open.removeAttribute(attribute.getName());
            }
        }
        return open;
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
