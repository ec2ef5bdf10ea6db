package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFAddChangeRecord;
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFDeleteChangeRecord;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFModifyChangeRecord;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/** Entries as they become by applying one change after the other. */
final class Replay {
    private final Schema schema;
    private final TreeMap<DN, Entry> entries = new TreeMap<>();
    private @Nullable String lastRemark;

    Replay(Schema schema) {
        this.schema = schema;
    }

    /** Every entry, parents before their children. */
    Collection<Entry> entries() {
        return Collections.unmodifiableCollection(entries.values());
    }

    /** The body of the record that was applied last, when it changed nothing. */
    @Nullable String lastRemark() {
        return lastRemark;
    }

    /**
     * Applies the changes of one record.
     *
     * @throws UnfitRecordException when they cannot be read or do not fit the entries
     */
    void apply(String body) {
        try {
            List<LDIFChangeRecord> changes = JournalRecord.decode(body, schema);
            lastRemark = changes.isEmpty() ? body : null;
            for (LDIFChangeRecord change : changes) {
                apply(change);
            }
        } catch (LDIFException | LDAPException e) {
            throw new UnfitRecordException(e);
        }
    }

    private void apply(LDIFChangeRecord change) throws LDAPException {
        DN dn = new DN(change.getDN(), schema);
        switch (change) {
            case LDIFAddChangeRecord add ->
                    entries.put(dn, new Entry(add.getDN(), schema, add.getAttributes()));
            case LDIFModifyChangeRecord modify -> entries.put(dn, modified(dn, modify));
            case LDIFDeleteChangeRecord _ -> existing(dn, entries.remove(dn));
            default ->
                    throw new UnfitRecordException(
                            new IllegalArgumentException(change.getChangeType().getName()));
        }
    }

    /** Lenient, since the client may have asked for that; what was refused is not in a record. */
    private Entry modified(DN dn, LDIFModifyChangeRecord modify) throws LDAPException {
        return Entry.applyModifications(
                existing(dn, entries.get(dn)), true, modify.getModifications());
    }

    private static Entry existing(DN dn, @Nullable Entry entry) {
        if (entry == null) {
            throw new UnfitRecordException(
                    new IllegalStateException("There is no entry " + dn + "."));
        }
        return entry;
    }
}
