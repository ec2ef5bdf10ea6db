package dev.vestibule.provisioning.directory;

import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.ldap.SchemaNames;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
    private final boolean byValue;
    private final List<Modification> modifications = new ArrayList<>();
    private final Set<String> outdated = new LinkedHashSet<>();
    private final Set<String> remembered = new LinkedHashSet<>();

    private AttributeMerge(AccountEntry account, boolean byValue) {
        this.account = account;
        this.byValue = byValue;
    }

    /**
     * Plans the changes.
     *
     * @param byValue false replaces whole attributes, for those whose values the server cannot
     *     compare
     */
    static EntryChanges plan(
            AccountEntry account, Map<String, List<String>> incoming, boolean byValue) {
        AttributeMerge merge = new AttributeMerge(account, byValue);
        incoming.forEach(merge::merge);
        boolean visible = !merge.modifications.isEmpty();
        merge.modify(ModificationType.DELETE, SchemaNames.SYNC_STATE, merge.outdated);
        merge.modify(ModificationType.ADD, SchemaNames.SYNC_STATE, merge.remembered);
        return new EntryChanges(merge.modifications, visible);
    }

    /** What {@link #plan} compares with later. */
    static String state(String attribute, Collection<String> values) {
        return attribute + " " + Fingerprint.of(values);
    }

    private void merge(String attribute, List<String> wanted) {
        if (account.rdn().hasAttribute(attribute)) {
            // An administrator named the entry by it; changing it would be a rename.
            return;
        }
        Set<String> held = account.values(attribute);
        Set<String> known = account.fingerprints(attribute);
        Set<String> values = new LinkedHashSet<>(wanted);
        if (values.equals(held)) {
            remember(attribute, values, known);
        } else if (untouched(held, known)) {
            exchange(attribute, held, values);
            remember(attribute, values, known);
        }
    }

    private static boolean untouched(Set<String> held, Set<String> known) {
        return known.isEmpty() ? held.isEmpty() : known.contains(Fingerprint.of(held));
    }

    private void exchange(String attribute, Set<String> held, Set<String> values) {
        if (byValue) {
            modify(ModificationType.DELETE, attribute, without(held, values));
            modify(ModificationType.ADD, attribute, without(values, held));
        } else {
            modify(ModificationType.REPLACE, attribute, values);
        }
    }

    private void remember(String attribute, Set<String> values, Set<String> known) {
        String current = Fingerprint.of(values);
        if (known.equals(Set.of(current))) {
            return;
        }
        known.stream()
                .filter(fingerprint -> !fingerprint.equals(current))
                .forEach(fingerprint -> outdated.add(attribute + " " + fingerprint));
        if (!known.contains(current)) {
            remembered.add(attribute + " " + current);
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
