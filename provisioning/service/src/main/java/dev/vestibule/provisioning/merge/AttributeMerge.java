package dev.vestibule.provisioning.merge;

import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.account.Fingerprint;
import dev.vestibule.provisioning.account.SyncState;
import dev.vestibule.provisioning.account.SyncStateChanges;
import dev.vestibule.provisioning.api.SyncRules.Mode;
import dev.vestibule.provisioning.ldap.Modifications;

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
 *   <li>the same as in the entry: nothing is written, but the fingerprint is recorded
 *   <li>changed, and the entry is as we left it: written
 *   <li>the entry is not as we left it: an administrator's value, kept in the mode {@code merge}
 *   <li>absent from the command: kept
 * </ul>
 *
 * Every value is exchanged by removing exactly what was read. If another writer was faster, the
 * server refuses the whole modification, and the caller reads and merges again.
 */
record AttributeMerge(
        AccountEntry account,
        DesiredAccount desired,
        Instant now,
        Means means,
        SyncStateChanges states,
        List<Modification> modifications) {

    /**
     * What a server may not be able to do.
     *
     * @param byValue false replaces whole attributes, for those whose values the server cannot
     *     compare
     * @param withClasses false leaves the object classes as they are, for servers that refuse one
     *     to an entry that exists
     */
    record Means(boolean byValue, boolean withClasses) {
        static final Means ALL = new Means(true, true);
    }

    /** Plans the changes. */
    static List<Modification> plan(
            AccountEntry account, DesiredAccount desired, Instant now, Means means) {
        SyncStateChanges states = new SyncStateChanges(account);
        AttributeMerge merge =
                new AttributeMerge(account, desired, now, means, states, new ArrayList<>());
        if (!desired.sync().mode().equals(Mode.NONE)) {
            desired.attributes().values().forEach(merge::merge);
            desired.attributes()
                    .cleared()
                    .forEach(name ->
                            merge.merge(
                                    name, desired.attributes().leftOf(name, account.username())));
        }
        return merge.changes();
    }

    private List<Modification> changes() {
        List<Modification> all = new ArrayList<>(states.modifications());
        if (!modifications.isEmpty() && means.withClasses()) {
            modify(ModificationType.ADD, "objectClass", missingClasses());
        }
        all.addAll(modifications);
        return all;
    }

    private void merge(String attribute, List<String> wanted) {
        if (account.rdn().hasAttribute(attribute)) {
            // An administrator named the entry by it; changing it would be a rename.
            return;
        }
        Set<String> held = account.values(attribute);
        List<SyncState> known = account.states(attribute);
        Set<String> values = new LinkedHashSet<>(wanted);
        boolean nothing = values.isEmpty() && held.isEmpty() && known.isEmpty();
        if (nothing || !isDue(attribute, held)) {
            return;
        }
        SyncState state = SyncState.of(attribute, values, desired.connection(), now);
        if (values.equals(held)) {
            states.confirm(state, known);
        } else if (mayWrite(held, known)) {
            exchange(attribute, held, values);
            states.replace(known, state);
        }
    }

    private boolean isDue(String attribute, Set<String> held) {
        return switch (desired.attributes().timing(attribute)) {
            case ALWAYS -> held.isEmpty() || !desired.attributes().defaulted().contains(attribute);
            case IF_EMPTY -> held.isEmpty();
            case ON_CREATE -> false;
        };
    }

    private boolean mayWrite(Set<String> held, List<SyncState> known) {
        return switch (desired.sync().mode()) {
            case MERGE -> untouched(held, known);
            case OVERRIDE_ALL, PRESERVE_LOCAL -> true;
            case NONE -> false;
        };
    }

    private static boolean untouched(Set<String> held, List<SyncState> known) {
        if (known.isEmpty()) {
            return held.isEmpty();
        }
        String fingerprint = Fingerprint.of(held);
        return known.stream().anyMatch(state -> state.fingerprint().equals(fingerprint));
    }

    private void exchange(String attribute, Set<String> held, Set<String> values) {
        if (means.byValue()) {
            modify(ModificationType.DELETE, attribute, without(held, values));
            modify(ModificationType.ADD, attribute, without(values, held));
        } else {
            modifications.add(Modifications.replace(attribute, values.toArray(String[]::new)));
        }
    }

    private Set<String> missingClasses() {
        Set<String> missing = new LinkedHashSet<>(desired.objectClasses());
        missing.removeIf(name -> account.entry().hasObjectClass(name));
        return missing;
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
