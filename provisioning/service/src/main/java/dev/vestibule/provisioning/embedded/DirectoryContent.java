package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.listener.InMemoryRequestHandler;
import com.unboundid.ldap.protocol.GenericResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ReadOnlyEntry;
import com.unboundid.ldap.sdk.ResultCode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All entries. Writes come one after the other, in memory and in the log in the same order; no
 * client, neither its writer nor a reader, sees a change before it would survive a crash.
 */
final class DirectoryContent {
    private static final String UNAVAILABLE =
            "The directory could not write its journal; see its log.";

    private final ReentrantLock writing = new ReentrantLock();
    private final InMemoryRequestHandler memory;
    private final DN base;
    private final Effects effects;
    private final UniqueValues unique;
    private final StoredPasswords passwords;
    private final ChangeLog log;

    DirectoryContent(
            InMemoryRequestHandler memory,
            EmbeddedSchema schema,
            PasswordHasher hasher,
            ChangeLog log) {
        this.memory = memory;
        this.base = memory.getBaseDNs().getFirst();
        this.effects = new Effects(memory, schema.passwords());
        this.unique = new UniqueValues(schema);
        this.passwords = new StoredPasswords(schema.passwords(), hasher);
        this.log = log;
    }

    /** The entries that a log led to, parents first; called once, before anything else. */
    void load(Collection<? extends Entry> entries) throws LDAPException {
        for (Entry entry : entries) {
            memory.addEntry(entry, true);
            unique.replace(List.of(), List.of(entry));
        }
        compact();
    }

    private void compact() {
        log.compact(() -> memory.createSnapshot().getEntryMap().values());
    }

    boolean exists(String dn) throws LDAPException {
        return memory.getEntry(dn) != null;
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
        Written written = writeInOrder(passwords.hashed(operation), dn, handler);
        awaitSafe(written.ticket());
        return written.answer();
    }

    /** An answer, and the change that it must not be sent before. */
    private record Written(LDAPMessage answer, long ticket) {}

    /**
     * Returns when everything that has been seen would survive a crash.
     *
     * @throws LDAPException when it may not
     */
    void awaitSafe() throws LDAPException {
        awaitSafe(log.begun());
    }

    private void awaitSafe(long ticket) throws LDAPException {
        try {
            log.awaitSafe(ticket);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private static LDAPException unavailable(IOException cause) {
        return new LDAPException(ResultCode.UNAVAILABLE, UNAVAILABLE, cause);
    }

    private Written writeInOrder(WriteOperation operation, DN dn, InMemoryRequestHandler handler)
            throws LDAPException {
        writing.lock();
        try {
            String taken = unique.taken(effects.brought(operation), dn);
            LDAPMessage answer =
                    taken == null
                            ? logged(operation, handler)
                            : operation.refuse(
                                    ResultCode.CONSTRAINT_VIOLATION,
                                    "Another entry has the same value of " + taken + ".");
            return new Written(answer, log.begun());
        } catch (IOException e) {
            throw unavailable(e);
        } finally {
            writing.unlock();
        }
    }

    private LDAPMessage logged(WriteOperation operation, InMemoryRequestHandler handler)
            throws IOException, LDAPException {
        List<ReadOnlyEntry> before = effects.before(operation);
        long ticket = log.begin();
        LDAPMessage answer = operation.perform(handler);
        if (isSuccess(answer)) {
            Effect effect = record(ticket, operation, before);
            unique.replace(before, effect.after());
            compact();
        } else {
            log.nothing(ticket);
        }
        return answer;
    }

    private Effect record(long ticket, WriteOperation operation, List<ReadOnlyEntry> before)
            throws IOException, LDAPException {
        Effect effect = null;
        try {
            effect = effects.of(operation, before);
            log.record(ticket, effect.records());
            return effect;
        } catch (IOException | LDAPException | RuntimeException e) {
            takeBack(ticket, effect, e);
            throw e;
        }
    }

    /** What is not in the log must not stay in memory either. */
    private void takeBack(long ticket, @Nullable Effect effect, Exception cause) {
        try {
            if (effect == null) {
                throw new IllegalStateException("What the write did is not known.", cause);
            }
            effects.undo(effect);
            log.nothing(ticket);
        } catch (LDAPException | RuntimeException e) {
            log.fail(new IOException("A change that was not logged could not be undone.", e));
        }
    }

    private static boolean isSuccess(LDAPMessage answer) {
        return answer.getProtocolOp() instanceof GenericResponseProtocolOp response
                && response.getResultCode() == ResultCode.SUCCESS_INT_VALUE;
    }
}
