package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.provisioning.ldap.dialect.ProbeEntries;

import java.util.Set;

/**
 * Tries the rights to write with an entry of its own: one without a sign-in, always with the same
 * name, and deleted at the end if that is allowed.
 */
record WriteProbe(TargetServer directory, Findings findings) {
    static final String NAME = "vestibule-probe";

    private static final String TOPIC = "rights";
    private static final Set<ResultCode> THERE =
            Set.of(ResultCode.ENTRY_ALREADY_EXISTS, ResultCode.ATTRIBUTE_OR_VALUE_EXISTS);

    void tryWriting() throws LDAPException {
        ProbeEntries entries = ProbeEntries.of(directory.gateway(), NAME);
        attempt("people", entries.person(), entries.change());
        attempt("groups", entries.group(), entries.membership());
    }

    private void attempt(String what, Entry entry, Modification change) throws LDAPException {
        try {
            unlessThere(() -> directory.ldap().add(entry));
            unlessThere(() -> directory.ldap().modify(entry.getDN(), change));
            findings.fine(TOPIC, "This account may add and change " + what + ".");
            remove(entry);
        } catch (LDAPException e) {
            findings.problem(
                    TOPIC,
                    "Adding or changing %s was refused: %s.".formatted(what, e.getResultCode()),
                    "Give the gateway's account the rights of docs/directory.md.",
                    directory.blueprint().rights());
        }
    }

    /** One that could not be deleted the last time proves as much. */
    private static void unlessThere(Attempt attempt) throws LDAPException {
        try {
            attempt.run();
        } catch (LDAPException e) {
            if (!THERE.contains(e.getResultCode())) {
                throw e;
            }
        }
    }

    private interface Attempt {
        LDAPResult run() throws LDAPException;
    }

    private void remove(Entry entry) {
        try {
            directory.ldap().delete(entry.getDN());
        } catch (LDAPException e) {
            findings.note(
                    TOPIC,
                    "The probe stays, because this account may not delete, as intended: "
                            + entry.getDN()
                            + ".",
                    "Delete it as an administrator.");
        }
    }
}
