package dev.vestibule.provisioning.merge;

import com.unboundid.ldap.sdk.Modification;

import java.util.List;

/**
 * What one modification of a person's entry consists of.
 *
 * @param visible whether anything but our own bookkeeping changes
 */
record EntryChanges(List<Modification> modifications, boolean visible) {
    EntryChanges {
        modifications = List.copyOf(modifications);
    }
}
