package dev.vestibule.provisioning.link;

import com.unboundid.ldap.sdk.Modification;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.FederatedLink;
import dev.vestibule.provisioning.account.Fingerprint;
import dev.vestibule.provisioning.account.SyncState;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindLinks.AccountLink;
import dev.vestibule.provisioning.ldap.Modifications;

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
        return Modifications.add(
                SchemaNames.SYNC_STATE,
                SyncState.of(SchemaNames.FEDERATED_IDENTITY, List.of(link), connection, now)
                        .text());
    }

    /** Removes a link, and what the account says about it. */
    static List<Modification> removing(AccountEntry account, String link) {
        List<Modification> changes = new ArrayList<>();
        states(account, link)
                .forEach(state ->
                        changes.add(Modifications.delete(SchemaNames.SYNC_STATE, state.text())));
        changes.add(FederatedLink.removing(link));
        return changes;
    }

    /** The account's links, in the order of the entry; values in another form are left out. */
    static List<AccountLink> links(AccountEntry account) {
        Set<String> texts = account.links();
        long unnoted = texts.stream().filter(link -> states(account, link).isEmpty()).count();
        Instant begun = unnoted == 1 ? account.time(SchemaNames.PROVISIONED_AT) : null;
        List<AccountLink> links = new ArrayList<>();
        for (String text : texts) {
            FederatedIdentity identity = FederatedLink.parse(text);
            List<SyncState> noted = states(account, text);
            if (identity != null) {
                links.add(
                        new AccountLink(
                                identity, noted.isEmpty() ? begun : noted.getFirst().writtenAt()));
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
}
