package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.ldap.SchemaNames;

/**
 * Tries the rights to write with an entry of its own: one that nobody can sign in with, always of
 * the same name, and deleted at the end where that is allowed.
 */
record RightsProbe(Inspected directory, Findings findings) {
    static final String NAME = "vestibule-probe";

    private static final String TOPIC = "rights";

    void tryWriting() {
        person(directory.tree().person(NAME));
        group(directory.tree().group(NAME));
    }

    private void person(DN dn) {
        Entry entry = new Entry(dn);
        entry.addAttribute("objectClass", "top", "inetOrgPerson", SchemaNames.ACCOUNT);
        entry.addAttribute("uid", NAME);
        entry.addAttribute("cn", "Probe of vestibule directory check");
        entry.addAttribute("sn", "-");
        Modification change =
                new Modification(ModificationType.REPLACE, SchemaNames.SYNC_STATE, "probe " + NAME);
        attempt("people", entry, change);
    }

    private void group(DN dn) {
        Entry entry = new Entry(dn);
        entry.addAttribute("objectClass", "top", "groupOfNames");
        entry.addAttribute("cn", NAME);
        entry.addAttribute("member", directory.gateway().bindDn());
        Modification change =
                new Modification(
                        ModificationType.REPLACE,
                        "member",
                        directory.gateway().bindDn(),
                        directory.tree().person(NAME).toString());
        attempt("groups", entry, change);
    }

    private void attempt(String what, Entry entry, Modification change) {
        try {
            add(entry);
            directory.ldap().modify(entry.getDN(), change);
            findings.fine(TOPIC, "This account may add and change " + what + ".");
            remove(entry);
        } catch (LDAPException e) {
            findings.problem(
                    TOPIC,
                    "Adding or changing %s was refused: %s.".formatted(what, e.getResultCode()),
                    "Give the gateway's account the rights of docs/directory.md.",
                    Blueprint.rights(directory.kind(), directory.gateway()));
        }
    }

    private void add(Entry entry) throws LDAPException {
        try {
            directory.ldap().add(entry);
        } catch (LDAPException e) {
            // One that could not be deleted the last time has proved as much.
            if (!e.getResultCode().equals(ResultCode.ENTRY_ALREADY_EXISTS)) {
                throw e;
            }
        }
    }

    private void remove(Entry entry) {
        try {
            directory.ldap().delete(entry.getDN());
        } catch (LDAPException e) {
            findings.note(
                    TOPIC,
                    "The probe stays, as this account may not delete, which is well: "
                            + entry.getDN()
                            + ".",
                    "Delete it as an administrator.");
        }
    }
}
