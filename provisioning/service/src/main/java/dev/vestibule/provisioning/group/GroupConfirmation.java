package dev.vestibule.provisioning.group;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;

import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.api.Membership;
import dev.vestibule.provisioning.group.GrantReconciliation.Settled;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes down, at the end of a login, that the memberships are there which it has written. From
 * then on one that is missing was removed by hand.
 */
record GroupConfirmation(GrantRecord record) {

    /**
     * @param begun the states that the login wrote before it changed the memberships
     * @param unsure groups that another login was changing already: it may be about to end a
     *     membership that is seen now, so that the next login has to confirm it
     */
    void write(Map<DN, GroupState> begun, Set<DN> unsure, Settled settled, Membership kind)
            throws LDAPException {
        AccountEntry account = settled.account();
        if (account == null) {
            return;
        }
        List<Modification> all = new ArrayList<>();
        List<List<Modification>> each = new ArrayList<>();
        begun.forEach((group, state) -> {
            List<Modification> changes = new ArrayList<>(List.of(state.striking()));
            if (unsure.contains(group)) {
                changes.add(state.unsure().adding());
            } else if (settled.granted().contains(group)) {
                changes.add(state.confirmed(fingerprint(group, settled, kind, account)).adding());
            }
            each.add(changes);
            all.addAll(changes);
        });
        if (!all.isEmpty() && !record.change(account.dn(), all)) {
            // Another login has changed one of them, which is its own to confirm then.
            for (List<Modification> changes : each) {
                record.change(account.dn(), changes);
            }
        }
    }

    private static String fingerprint(
            DN group, Settled settled, Membership kind, AccountEntry account) {
        GroupEntry entry = settled.entry(group);
        return GroupState.fingerprint(kind, account.dn(), entry == null ? "" : entry.identity());
    }
}
