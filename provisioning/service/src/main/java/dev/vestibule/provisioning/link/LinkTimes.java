package dev.vestibule.provisioning.link;

import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.util.StaticUtils;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.Fingerprint;
import dev.vestibule.provisioning.account.SyncState;
import dev.vestibule.provisioning.api.AccountLink;
import dev.vestibule.provisioning.api.FederatedIdentity;

import org.jspecify.annotations.Nullable;

import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * When each link was created. It is in the sync state, one value for each link that is newer than
 * the account; the first one has none, because it is as old as the account.
 */
final class LinkTimes {
    private LinkTimes() {}

    /** Notes that the link is made now. */
    static Modification noted(String link, String connection, Instant now) {
        SyncState state =
                SyncState.of(SchemaNames.FEDERATED_IDENTITY, List.of(link), connection, now);
        return new Modification(ModificationType.ADD, SchemaNames.SYNC_STATE, state.text());
    }

    /** Forgets what the account says about a link that goes. */
    static List<Modification> forgotten(AccountEntry account, String link) {
        return states(account, link).stream()
                .map(state ->
                        new Modification(
                                ModificationType.DELETE, SchemaNames.SYNC_STATE, state.text()))
                .toList();
    }

    /** The account's links, in the order of the entry; values in another form are left out. */
    static List<AccountLink> links(AccountEntry account) {
        Set<String> texts = account.values(SchemaNames.FEDERATED_IDENTITY);
        long unnoted = texts.stream().filter(link -> states(account, link).isEmpty()).count();
        List<AccountLink> links = new ArrayList<>();
        for (String text : texts) {
            int space = text.indexOf(' ');
            if (space > 0) {
                List<SyncState> noted = states(account, text);
                Instant begun = unnoted == 1 ? begun(account) : null;
                links.add(
                        new AccountLink(
                                new FederatedIdentity(
                                        text.substring(0, space), text.substring(space + 1)),
                                noted.isEmpty() ? begun : noted.getFirst().writtenAt()));
            }
        }
        return links;
    }

    private static List<SyncState> states(AccountEntry account, String link) {
        String fingerprint = Fingerprint.of(List.of(link));
        return account.states(SchemaNames.FEDERATED_IDENTITY).stream()
                .filter(state -> state.fingerprint().equals(fingerprint))
                .toList();
    }

    private static @Nullable Instant begun(AccountEntry account) {
        String time = account.entry().getAttributeValue(SchemaNames.PROVISIONED_AT);
        if (time == null) {
            return null;
        }
        try {
            return StaticUtils.decodeGeneralizedTime(time).toInstant();
        } catch (ParseException e) {
            // Written by hand in another form: the time is unknown.
            return null;
        }
    }
}
