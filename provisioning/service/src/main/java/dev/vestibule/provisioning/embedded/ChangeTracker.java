package dev.vestibule.provisioning.embedded;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.listener.InMemoryRequestHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ReadOnlyEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SubtreeDeleteRequestControl;
import com.unboundid.ldif.LDIFAddChangeRecord;
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFDeleteChangeRecord;
import com.unboundid.ldif.LDIFModifyChangeRecord;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Finds out what a write is going to touch and what it did, and takes it back if need be. */
record ChangeTracker(InMemoryRequestHandler memory, Memberships memberships) {
    private static final List<String> DERIVED = List.of("entryDN", "subschemaSubentry");

    /**
     * What a write did.
     *
     * @param before the entries that it touched, as they were in memory, parents first
     * @param after the same as they are now
     * @param records the changes that lead from the one to the other; none when nothing changed
     */
    record Effect(
            List<ReadOnlyEntry> before,
            List<ReadOnlyEntry> after,
            List<LDIFChangeRecord> records) {}

    /** The entries that the operation may change, as they are. */
    List<ReadOnlyEntry> before(WriteOperation operation) throws LDAPException {
        return switch (operation.request()) {
            case AddRequestProtocolOp _ -> List.of();
            case ModifyDNRequestProtocolOp _ -> subtree(parse(operation.dn()));
            case DeleteRequestProtocolOp _
                    when operation.has(SubtreeDeleteRequestControl.SUBTREE_DELETE_REQUEST_OID) ->
                    subtree(parse(operation.dn()));
            default -> entry(operation.dn());
        };
    }

    /**
     * The values that the operation brings into its entry, as far as they may need to be unique.
     */
    Collection<Attribute> brought(WriteOperation operation) throws LDAPException {
        List<Attribute> brought = new ArrayList<>();
        for (Modification each : operation.modifications()) {
            if (each.getModificationType() == ModificationType.ADD
                    || each.getModificationType() == ModificationType.REPLACE) {
                brought.add(each.getAttribute());
            }
        }
        RDN name =
                switch (operation.request()) {
                    case AddRequestProtocolOp add -> requireNonNull(parse(add.getDN()).getRDN());
                    case ModifyDNRequestProtocolOp rename -> new RDN(rename.getNewRDN());
                    default -> null;
                };
        if (name != null) {
            brought.addAll(List.of(name.getAttributes()));
        }
        return brought;
    }

    /** What the operation, which succeeded in memory, did; the members have not changed yet. */
    Effect of(WriteOperation operation, List<ReadOnlyEntry> before, MemberChange members)
            throws LDAPException {
        List<ReadOnlyEntry> after =
                switch (operation.request()) {
                    case ModifyDNRequestProtocolOp rename -> subtree(target(rename));
                    case DeleteRequestProtocolOp _ -> List.of();
                    default -> entry(operation.dn());
                };
        return new Effect(
                before,
                after,
                operation.request() instanceof ModifyRequestProtocolOp
                        ? modified(before.getFirst(), after.getFirst(), members)
                        : moved(before, after, members));
    }

    private static List<LDIFChangeRecord> modified(
            Entry before, Entry after, MemberChange members) {
        List<Modification> changes = members.logged(Entry.diff(before, after, false, false, true));
        return changes.isEmpty()
                ? List.of()
                : List.of(new LDIFModifyChangeRecord(after.getDN(), changes));
    }

    private List<LDIFChangeRecord> moved(
            List<ReadOnlyEntry> before, List<ReadOnlyEntry> after, MemberChange members)
            throws LDAPException {
        List<LDIFChangeRecord> records = new ArrayList<>();
        before.reversed().forEach(entry -> records.add(new LDIFDeleteChangeRecord(entry.getDN())));
        for (int i = 0; i < after.size(); i++) {
            Collection<byte[]> kept =
                    before.isEmpty()
                            ? members.in().values()
                            : List.of(
                                    memberships
                                            .of(before.get(i).getParsedDN())
                                            .getValueByteArrays());
            records.add(stored(after.get(i), kept));
        }
        return records;
    }

    /** Restores the entries as they were. */
    void undo(Effect effect) throws LDAPException {
        for (Entry entry : effect.after().reversed()) {
            memory.delete(new DeleteRequest(entry.getDN()));
        }
        for (Entry entry : effect.before()) {
            memory.addEntry(entry, true);
        }
    }

    /** The entry as it is stored: with its members, without what its place in the tree says. */
    static LDIFChangeRecord stored(Entry entry, Collection<byte[]> members) {
        Entry copy = entry.duplicate();
        DERIVED.forEach(copy::removeAttribute);
        copy.removeAttribute(Memberships.MEMBER);
        if (!members.isEmpty()) {
            copy.addAttribute(Memberships.MEMBER, members.toArray(byte[][]::new));
        }
        return new LDIFAddChangeRecord(copy);
    }

    private DN target(ModifyDNRequestProtocolOp rename) throws LDAPException {
        String superior = rename.getNewSuperiorDN();
        DN parent =
                superior == null
                        ? requireNonNull(parse(rename.getDN()).getParent())
                        : parse(superior);
        return new DN(new RDN(rename.getNewRDN(), memory.getSchema()), parent);
    }

    private DN parse(String dn) throws LDAPException {
        return new DN(dn, memory.getSchema());
    }

    private List<ReadOnlyEntry> entry(String dn) throws LDAPException {
        ReadOnlyEntry entry = memory.getEntry(dn);
        return entry == null ? List.of() : List.of(entry);
    }

    private List<ReadOnlyEntry> subtree(DN dn) throws LDAPException {
        return memory.getEntry(dn) == null
                ? List.of()
                : memory.search(dn.toString(), SearchScope.SUB, Filter.present("objectClass"));
    }
}
