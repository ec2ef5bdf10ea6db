package dev.vestibule.provisioning.directory;

import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.ldap.SchemaNames;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The three-way merge of what the identity provider says now, what the gateway last wrote, and what
 * the entry holds.
 *
 * <ul>
 *   <li>the same as the entry holds: nothing is written, but remembered as the common ground
 *   <li>changed, and the entry is as we left it: written
 *   <li>the entry is not as we left it: an administrator's value, kept
 *   <li>absent from the command: kept
 * </ul>
 *
 * Every value is exchanged by removing exactly what was read. If somebody was quicker, the server
 * refuses the whole modification, and the caller reads and merges again.
 */
final class AttributeMerge {
    private final AccountEntry account;
    private final String connection;
    private final Instant now;
    private final boolean byValue;
    private final List<Modification> modifications = new ArrayList<>();
    private final Set<String> outdated = new LinkedHashSet<>();
    private final Set<String> remembered = new LinkedHashSet<>();

    private AttributeMerge(AccountEntry account, String connection, Instant now, boolean byValue) {
        this.account = account;
        this.connection = connection;
        this.now = now;
        this.byValue = byValue;
    }

    /**
     * Plans the changes.
     *
     * @param byValue false replaces whole attributes, for those whose values the server cannot
     *     compare
     */
    static EntryChanges plan(
            AccountEntry account, DesiredAccount desired, Instant now, boolean byValue) {
        AttributeMerge merge = new AttributeMerge(account, desired.connection(), now, byValue);
        desired.attributes().forEach(merge::merge);
        boolean visible = !merge.modifications.isEmpty();
        merge.modify(ModificationType.DELETE, SchemaNames.SYNC_STATE, merge.outdated);
        merge.modify(ModificationType.ADD, SchemaNames.SYNC_STATE, merge.remembered);
        return new EntryChanges(merge.modifications, visible);
    }

    private void merge(String attribute, List<String> wanted) {
        if (account.rdn().hasAttribute(attribute)) {
            // An administrator named the entry by it; changing it would be a rename.
            return;
        }
        Set<String> held = account.values(attribute);
        List<SyncState> known = account.states(attribute);
        Set<String> values = new LinkedHashSet<>(wanted);
        if (values.equals(held)) {
            remember(attribute, values, known, false);
        } else if (untouched(held, known)) {
            exchange(attribute, held, values);
            remember(attribute, values, known, true);
        }
    }

    private static boolean untouched(Set<String> held, List<SyncState> known) {
        if (known.isEmpty()) {
            return held.isEmpty();
        }
        String fingerprint = Fingerprint.of(held);
        return known.stream().anyMatch(state -> state.fingerprint().equals(fingerprint));
    }

    private void exchange(String attribute, Set<String> held, Set<String> values) {
        if (byValue) {
            modify(ModificationType.DELETE, attribute, without(held, values));
            modify(ModificationType.ADD, attribute, without(values, held));
        } else {
            modify(ModificationType.REPLACE, attribute, values);
        }
    }

    /** The state of a value that is found as it should be stays: it tells when it was written. */
    private void remember(
            String attribute, Set<String> values, List<SyncState> known, boolean written) {
        SyncState current = SyncState.of(attribute, values, connection, now);
        SyncState kept =
                known.stream()
                        .filter(state ->
                                !written && state.fingerprint().equals(current.fingerprint()))
                        .findFirst()
                        .orElse(current);
        known.stream()
                .map(SyncState::text)
                .filter(text -> !text.equals(kept.text()))
                .forEach(outdated::add);
        if (known.stream().noneMatch(state -> state.text().equals(kept.text()))) {
            remembered.add(kept.text());
        }
    }

    private void modify(ModificationType type, String attribute, Set<String> values) {
        if (!values.isEmpty()) {
            modifications.add(new Modification(type, attribute, values.toArray(String[]::new)));
        }
    }

    private static Set<String> without(Set<String> values, Set<String> removed) {
        Set<String> rest = new LinkedHashSet<>(values);
        rest.removeAll(removed);
        return rest;
    }
}
