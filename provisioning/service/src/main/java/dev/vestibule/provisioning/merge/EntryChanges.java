package dev.vestibule.provisioning.merge;

import com.unboundid.ldap.sdk.Modification;

import java.util.List;

/**
 * One modification of an account's entry.
 *
 * @param visible whether anything except the gateway's own records changes
 */
record EntryChanges(List<Modification> modifications, boolean visible) {
    EntryChanges {
        modifications = List.copyOf(modifications);
    }
}
