package dev.vestibule.provisioning.group;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.ResultCodes;

import java.util.List;

/** The grants on the entries of accounts. */
final class GrantRecord {
    private final Ldap ldap;

    GrantRecord(Ldap ldap) {
        this.ldap = ldap;
    }

    /** What is on record now; nothing where the entry has gone. */
    GroupRecords of(DN person) throws LDAPException {
        Entry entry =
                ldap.getEntry(
                        person.toString(), SchemaNames.GRANTED_GROUP, SchemaNames.GROUP_STATE);
        return entry == null ? GroupRecords.NONE : GroupRecords.of(AccountEntry.of(entry));
    }

    /** False if another simultaneous change explains the refusal. */
    boolean change(DN person, Modification... changes) throws LDAPException {
        return change(person, List.of(changes));
    }

    /** The same. */
    boolean change(DN person, List<Modification> changes) throws LDAPException {
        try {
            ldap.modify(person.toString(), changes);
            return true;
        } catch (LDAPException e) {
            if (ResultCodes.lostARace(e)) {
                return false;
            }
            throw e;
        }
    }

    static Modification adding(Grant grant) {
        return change(ModificationType.ADD, grant);
    }

    static Modification striking(Grant grant) {
        return change(ModificationType.DELETE, grant);
    }

    private static Modification change(ModificationType type, Grant grant) {
        return new Modification(type, SchemaNames.GRANTED_GROUP, grant.text());
    }
}
