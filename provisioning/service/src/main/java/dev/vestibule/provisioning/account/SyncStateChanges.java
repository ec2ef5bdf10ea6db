package dev.vestibule.provisioning.account;

import com.unboundid.ldap.sdk.Modification;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.ldap.Modifications;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What one modification changes in {@code vestibuleSyncState}.
 *
 * <p>The states that were read are removed by value, so that of two logins at once the second is
 * refused. An attribute that has no state yet has nothing to remove: then the entry's count of
 * first writes is increased by one, which only one of the two can do. A new link is a first write,
 * too.
 */
public final class SyncStateChanges {
    private final AccountEntry account;
    private final Set<String> outdated = new LinkedHashSet<>();
    private final Set<String> remembered = new LinkedHashSet<>();
    private boolean first;

    /** Of this entry. */
    public SyncStateChanges(AccountEntry account) {
        this.account = account;
    }

    /** The entry holds the values already: a state that says so stays, and tells since when. */
    public void confirm(SyncState current, List<SyncState> known) {
        SyncState kept =
                known.stream()
                        .filter(state -> state.fingerprint().equals(current.fingerprint()))
                        .findFirst()
                        .orElse(current);
        replace(known, kept);
    }

    /** The values are written. */
    public void replace(List<SyncState> known, SyncState current) {
        List<String> texts = known.stream().map(SyncState::text).toList();
        texts.stream().filter(text -> !text.equals(current.text())).forEach(outdated::add);
        if (!texts.contains(current.text())) {
            remembered.add(current.text());
        }
        first |= known.isEmpty();
    }

    /** First in the modification, so that its refusal can be distinguished from that of a value. */
    public List<Modification> modifications() {
        List<Modification> changes = new ArrayList<>(first ? counted(account) : List.of());
        changes.addAll(Modifications.exchange(SchemaNames.SYNC_STATE, outdated, remembered));
        return changes;
    }

    /**
     * Puts the next count in the place of the one that was read. Of several modifications that were
     * planned with one reading of the entry the server takes one, and refuses the others.
     */
    public static List<Modification> counted(AccountEntry account) {
        List<String> counts = account.firsts();
        return Modifications.exchange(
                SchemaNames.SYNC_STATE, counts, List.of(SyncState.next(counts)));
    }
}
