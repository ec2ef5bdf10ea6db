package dev.vestibule.provisioning.account;

import com.unboundid.ldap.sdk.Modification;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.ldap.Modifications;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * An address that a provider with authority over its domain has verified for the user of the
 * account. The entry keeps a fingerprint of it beside those of the attributes, under a name that no
 * attribute can have.
 */
public final class VerifiedEmail {
    private static final String NAME = "mail;verified";

    private VerifiedEmail() {}

    /** Whether the address was verified for this account. */
    public static boolean isOnRecord(AccountEntry account, String email) {
        String fingerprint = Fingerprint.of(values(email));
        return account.states(NAME).stream()
                .anyMatch(state -> state.fingerprint().equals(fingerprint));
    }

    /** What a new entry keeps: nothing when the command has no such address. */
    public static List<String> states(DesiredAccount desired, Instant now) {
        String email = desired.existing().verifiedEmail();
        return email == null
                ? List.of()
                : List.of(SyncState.of(NAME, values(email), desired.connection(), now).text());
    }

    /** What puts the address on record in place of an earlier one. */
    public static List<Modification> recording(
            AccountEntry account, DesiredAccount desired, Instant now) {
        String email = desired.existing().verifiedEmail();
        if (email == null || isOnRecord(account, email)) {
            return List.of();
        }
        List<String> earlier = account.states(NAME).stream().map(SyncState::text).toList();
        return Modifications.exchange(SchemaNames.SYNC_STATE, earlier, states(desired, now));
    }

    private static List<String> values(String email) {
        return List.of(email.toLowerCase(Locale.ROOT));
    }
}
