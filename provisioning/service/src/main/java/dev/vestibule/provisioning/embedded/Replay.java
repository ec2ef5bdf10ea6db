package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFAddChangeRecord;
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFDeleteChangeRecord;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import com.unboundid.ldif.LDIFReader;
import com.unboundid.ldif.TrailingSpaceBehavior;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/** Entries as they become by applying one change after the other. */
final class Replay {
    private final Schema schema;
    private final Memberships memberships;
    private final TreeMap<DN, Entry> entries = new TreeMap<>();

    /** A record is whole, yet cannot be applied to what is before it. */
    static final class UnfitException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnfitException(Exception cause) {
            super(cause);
        }
    }

    Replay(Schema schema) {
        this.schema = schema;
        memberships = new Memberships(schema);
    }

    /** The members of the groups among the entries. */
    Memberships memberships() {
        return memberships;
    }

    /** Every entry as it is kept in memory, parents before their children. */
    Collection<Entry> entries() {
        return Collections.unmodifiableCollection(entries.values());
    }

    /**
     * Applies the changes of one record.
     *
     * @throws UnfitException when they cannot be read or do not fit the entries
     */
    void apply(byte[] record) {
        try {
            for (String change : new String(record, StandardCharsets.UTF_8).split("\n\n")) {
                // The server takes values that its matching rule calls the same; one is kept then.
                apply(
                        LDIFReader.decodeChangeRecord(
                                true,
                                TrailingSpaceBehavior.RETAIN,
                                schema,
                                false,
                                change.split("\n")));
            }
        } catch (LDIFException | LDAPException e) {
            throw new UnfitException(e);
        }
    }

    private void apply(LDIFChangeRecord change) throws LDAPException {
        DN dn = new DN(change.getDN(), schema);
        switch (change) {
            case LDIFAddChangeRecord add ->
                    put(
                            dn,
                            new Entry(add.getDN(), schema),
                            WriteOperation.additions(List.of(add.getAttributes())));
            case LDIFModifyChangeRecord modify ->
                    put(dn, existing(dn, entries.get(dn)), List.of(modify.getModifications()));
            case LDIFDeleteChangeRecord _ -> {
                existing(dn, entries.remove(dn));
                memberships.remove(dn);
            }
            default ->
                    throw new UnfitException(
                            new IllegalArgumentException(change.getChangeType().getName()));
        }
    }

    /** Lenient, since the client may have asked for that; what was refused is not in a record. */
    private void put(DN dn, Entry before, List<Modification> modifications) throws LDAPException {
        MemberChange members = memberships.modified(dn, modifications, true);
        memberships.apply(dn, members);
        entries.put(dn, Entry.applyModifications(before, true, members.inMemory(modifications)));
    }

    private static Entry existing(DN dn, @Nullable Entry entry) {
        if (entry == null) {
            throw new UnfitException(new IllegalStateException("There is no entry " + dn + "."));
        }
        return entry;
    }
}
