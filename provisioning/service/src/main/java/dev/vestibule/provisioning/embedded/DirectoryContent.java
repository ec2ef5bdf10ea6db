package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.listener.InMemoryRequestHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ReadOnlyEntry;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.PermissiveModifyRequestControl;
import com.unboundid.ldif.LDIFChangeRecord;

import dev.vestibule.provisioning.embedded.ChangeTracker.Effect;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * All entries. Writes come one after the other, in memory and in the log in the same order; a
 * change is told neither to the client that made it nor to one that reads it before it would
 * survive a crash.
 */
final class DirectoryContent {
    private static final String UNAVAILABLE =
            "The directory could not write its journal; see its log.";

    private final Object writing = new Object();
    private final InMemoryRequestHandler memory;
    private final DN base;
    private final Memberships memberships;
    private final ChangeTracker tracker;
    private final UniqueValues unique;
    private final StoredPasswords passwords;
    private final ChangeLog log;

    DirectoryContent(
            InMemoryRequestHandler memory,
            EmbeddedSchema schema,
            PasswordHasher hasher,
            Memberships memberships,
            ChangeLog log) {
        this.memory = memory;
        this.base = memory.getBaseDNs().getFirst();
        this.memberships = memberships;
        this.tracker = new ChangeTracker(memory, memberships);
        this.unique = new UniqueValues(schema);
        this.passwords = new StoredPasswords(schema.passwords(), hasher);
        this.log = log;
    }

    Memberships memberships() {
        return memberships;
    }

    /** The entries that a log led to, parents first; called once, before anything else. */
    void load(Collection<? extends Entry> entries) throws LDAPException {
        for (Entry entry : entries) {
            memory.addEntry(entry, true);
            unique.replace(List.of(), List.of(entry));
        }
        log.compactIfWorth(this::records);
    }

    private Stream<LDIFChangeRecord> records() {
        var members = memberships.all();
        return memory.createSnapshot().getEntryMap().entrySet().stream()
                .map(each ->
                        ChangeTracker.stored(
                                each.getValue(),
                                members.getOrDefault(
                                        each.getKey().toNormalizedString(), List.of())));
    }

    /**
     * Carries out a write on behalf of a connection and returns the answer when it may be sent.
     *
     * @param handler the connection's own view of the memory
     */
    LDAPMessage write(WriteOperation operation, InMemoryRequestHandler handler)
            throws LDAPException {
        DN dn = new DN(operation.dn(), memory.getSchema());
        if (!dn.isDescendantOf(base, true)) {
            throw new LDAPException(
                    ResultCode.UNWILLING_TO_PERFORM,
                    "Only entries at or below " + base + " can be changed.");
        }
        WriteOperation hashed = passwords.hashed(operation, memory.getEntry(dn));
        try {
            LDAPMessage answer;
            long number;
            synchronized (writing) {
                answer = written(hashed, dn, handler);
                number = log.appended();
            }
            log.awaitSafe(number);
            return answer;
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /**
     * Returns when everything that has been seen would survive a crash.
     *
     * @throws LDAPException when it may not
     */
    void awaitSafe() throws LDAPException {
        long number;
        // A change that is seen is in the log when its writer lets go.
        synchronized (writing) {
            number = log.appended();
        }
        try {
            log.awaitSafe(number);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private static LDAPException unavailable(IOException cause) {
        return new LDAPException(ResultCode.UNAVAILABLE, UNAVAILABLE, cause);
    }

    private LDAPMessage written(WriteOperation operation, DN dn, InMemoryRequestHandler handler)
            throws IOException, LDAPException {
        String taken = unique.taken(tracker.brought(operation), dn);
        if (taken != null) {
            throw new LDAPException(
                    ResultCode.CONSTRAINT_VIOLATION,
                    "Another entry has the same value of " + taken + ".");
        }
        List<ReadOnlyEntry> before = tracker.before(operation);
        boolean lenient =
                before.isEmpty()
                        || operation.has(
                                PermissiveModifyRequestControl.PERMISSIVE_MODIFY_REQUEST_OID);
        MemberChange members = memberships.modified(dn, operation.modifications(), lenient);
        MembershipControls controls = MembershipControls.before(operation, dn, memberships);
        LDAPMessage answer =
                operation
                        .with(
                                members.inMemory(operation.modifications()),
                                MembershipControls.inMemory(operation.controls(), memberships))
                        .perform(handler);
        if (!ConnectionHandler.result(answer).getResultCode().equals(ResultCode.SUCCESS)) {
            return answer;
        }
        Effect effect = record(operation, before, members);
        unique.replace(before, effect.after());
        follow(operation, members, effect);
        log.compactIfWorth(this::records);
        return controls.completed(answer);
    }

    /** Lets the members follow the entries. */
    private void follow(WriteOperation operation, MemberChange members, Effect effect)
            throws LDAPException {
        switch (operation.request()) {
            case AddRequestProtocolOp _, ModifyRequestProtocolOp _ ->
                    memberships.apply(effect.after().getFirst().getParsedDN(), members);
            default -> move(effect.before(), effect.after());
        }
    }

    private void move(List<? extends Entry> before, List<? extends Entry> after)
            throws LDAPException {
        for (int i = 0; i < before.size(); i++) {
            MemberChange members = memberships.remove(before.get(i).getParsedDN());
            if (i < after.size()) {
                memberships.apply(after.get(i).getParsedDN(), members);
            }
        }
    }

    private Effect record(
            WriteOperation operation, List<ReadOnlyEntry> before, MemberChange members)
            throws IOException, LDAPException {
        Effect effect = null;
        try {
            effect = tracker.of(operation, before, members);
            if (!effect.records().isEmpty()) {
                log.append(effect.records());
            }
            return effect;
        } catch (IOException | LDAPException | RuntimeException e) {
            takeBack(effect, e);
            throw e;
        }
    }

    /** What is not in the log must not stay in memory either. */
    private void takeBack(@Nullable Effect effect, Exception cause) {
        try {
            if (effect == null) {
                throw new IllegalStateException("What the write did is not known.", cause);
            }
            tracker.undo(effect);
        } catch (LDAPException | RuntimeException e) {
            log.fail(new IOException("A change that was not logged could not be undone.", e));
        }
    }
}
