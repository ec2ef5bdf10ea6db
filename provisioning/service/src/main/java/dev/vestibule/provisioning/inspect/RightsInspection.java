package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.ldap.Ldap.PooledLdap;
import dev.vestibule.provisioning.ldap.Modifications;
import dev.vestibule.provisioning.ldap.ResultCodes;
import dev.vestibule.provisioning.ldap.dialect.EntryId;
import dev.vestibule.provisioning.ldap.dialect.ProbeEntries;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.OwnSchema;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the gateway's account may do what provisioning does.
 *
 * <p>OpenLDAP is asked for writes that cannot be done, so that nothing is written: it looks at the
 * rights first, and only then finds that its database takes no name of that length, or that the
 * value that is to be removed is not there. Its control No-Op would be the plain question, but
 * OpenLDAP 2.5 does not survive it.
 */
record RightsInspection(TargetServer directory, Findings findings) {
    private static final String TOPIC = "rights";

    /**
     * Of the probe: an entry without a sign-in, always with the same name, and deleted at the end.
     */
    private static final String PROBED = "vestibule-probe";

    private static final String TRY = "Add --probe to try it with entries named " + PROBED + ".";

    private static final String PROBE = "--probe tries it with entries named " + PROBED + ".";

    /** Longer than a key of the database (511 or 1982 bytes), shorter than a DN may be (8192). */
    private static final String NAME = "vestibule-probe-".repeat(256);

    private static final Set<ResultCode> NOT_ALLOWED =
            Set.of(
                    ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                    ResultCode.UNWILLING_TO_PERFORM,
                    ResultCode.NO_SUCH_OBJECT,
                    ResultCode.REFERRAL,
                    ResultCode.OBJECT_CLASS_VIOLATION,
                    ResultCode.UNDEFINED_ATTRIBUTE_TYPE,
                    ResultCode.STRONG_AUTH_REQUIRED);

    /** The name is too long; the value is not there. */
    private static final Set<ResultCode> ALLOWED =
            Set.of(ResultCode.OTHER, ResultCode.SUCCESS, ResultCode.NO_SUCH_ATTRIBUTE);

    private static final String NONE = SearchRequest.NO_ATTRIBUTES;

    /** From the library, when there was no answer. */
    private static final Set<ResultCode> LOST =
            Set.of(
                    ResultCode.SERVER_DOWN,
                    ResultCode.CONNECT_ERROR,
                    ResultCode.TIMEOUT,
                    ResultCode.LOCAL_ERROR);

    void inspect(boolean probe) throws LDAPException {
        if (findings.hasProblem("schema") || findings.hasProblem("tree")) {
            findings.note(
                    TOPIC,
                    "The right to write was not tried, because schema or tree are not complete.",
                    "");
            return;
        }
        ids();
        if (probe) {
            tryWriting();
        } else {
            // Each kind of server has another question that is answered without a change.
            switch (directory.kind()) {
                case OPENLDAP -> askForImpossibleWrites();
                case DS_389, ACTIVE_DIRECTORY, OTHER ->
                        findings.note(TOPIC, "The right to write was not tried.", TRY);
            }
        }
    }

    /** Commands about passwords and factors name an account by what never changes in its entry. */
    private void ids() throws LDAPException {
        EntryId id = directory.tree().profile().id();
        String link = directory.blueprint().link();
        Entry account = any(directory.tree().people(), link, id.attribute());
        if (account != null && EntryId.text(account).isEmpty()) {
            findings.warning(
                    TOPIC,
                    "The gateway's account cannot read %s of accounts.".formatted(id.attribute()),
                    "Allow it, or local passwords and factors cannot be used.",
                    directory.blueprint().rights());
        }
    }

    private void askForImpossibleWrites() throws LDAPException {
        ProbeEntries entries = ProbeEntries.of(directory.gateway(), NAME);
        for (DN container : directory.tree().containers()) {
            Entry person = entries.person().duplicate();
            person.setDN(new DN(Objects.requireNonNull(person.getRDN()), container));
            add("accounts to " + container, person);
        }
        DN groups = directory.tree().groups();
        add("groups to " + groups, entries.group());
        change(
                "accounts",
                any(directory.tree().people(), directory.blueprint().link(), NONE),
                entries.change());
        change("groups", any(groups, "member", NONE), entries.membership());
        secrets();
    }

    /** Each of them has its own line in the rights of a server. */
    private void secrets() throws LDAPException {
        Entry account = any(directory.tree().people(), directory.blueprint().link(), NONE);
        if (account != null && directory.gateway().kind().metadata() instanceof OwnSchema) {
            for (String secret : new TreeSet<>(SchemaNames.SECRET_ATTRIBUTES)) {
                change(secret + " of accounts", account, Modifications.add(secret, PROBED));
            }
        }
    }

    private void add(String what, Entry entry) throws LDAPException {
        ResultCode answer = answer(() -> directory.ldap().add(entry));
        if (answer.equals(ResultCode.SUCCESS)) {
            directory.ldap().delete(entry.getDN());
        }
        report("add " + what, answer);
    }

    private void change(String what, @Nullable Entry entry, Modification change)
            throws LDAPException {
        if (entry == null) {
            findings.note(
                    TOPIC, "There are no " + what + " yet to try the right to change on.", PROBE);
            return;
        }
        Modification removal = Modifications.delete(change.getAttributeName(), change.getValues());
        report("change " + what, answer(() -> directory.ldap().modify(entry.getDN(), removal)));
    }

    private void report(String what, ResultCode answer) throws LDAPException {
        if (ALLOWED.contains(answer)) {
            findings.fine(TOPIC, "The gateway's account may " + what + ".");
        } else if (NOT_ALLOWED.contains(answer)) {
            findings.problem(
                    TOPIC,
                    "The gateway's account may not %s: %s.".formatted(what, answer),
                    "Give it the rights of docs/directory.md.",
                    directory.blueprint().rights());
        } else {
            findings.note(
                    TOPIC,
                    "It is not known whether the gateway's account may %s: the server answers %s."
                            .formatted(what, answer),
                    PROBE);
        }
    }

    private interface Write {
        LDAPResult run() throws LDAPException;
    }

    private static ResultCode answer(Write write) throws LDAPException {
        try {
            return write.run().getResultCode();
        } catch (LDAPException e) {
            if (LOST.contains(e.getResultCode())) {
                throw e;
            }
            return e.getResultCode();
        }
    }

    /** One entry that has the attribute; null when the account sees none. */
    private @Nullable Entry any(DN container, String attribute, String read) throws LDAPException {
        var found =
                new PooledLdap(directory.ldap())
                        .someBelow(container, Filter.present(attribute), 1, read);
        return found.isEmpty() ? null : found.getFirst();
    }

    private void tryWriting() throws LDAPException {
        ProbeEntries entries = ProbeEntries.of(directory.gateway(), PROBED);
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
    private static void unlessThere(Write attempt) throws LDAPException {
        try {
            attempt.run();
        } catch (LDAPException e) {
            ResultCodes.permit(
                    e, ResultCode.ENTRY_ALREADY_EXISTS, ResultCode.ATTRIBUTE_OR_VALUE_EXISTS);
        }
    }

    private void remove(Entry entry) {
        try {
            directory.ldap().delete(entry.getDN());
        } catch (LDAPException e) {
            findings.note(
                    TOPIC,
                    "The probe stays, because this account may not delete, as intended: %s."
                            .formatted(entry.getDN()),
                    "Delete it as an administrator.");
        }
    }
}
