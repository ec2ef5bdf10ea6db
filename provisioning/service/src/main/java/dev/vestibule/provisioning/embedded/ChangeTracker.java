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
final class ChangeTracker {
    private static final List<String> DERIVED = List.of("entryDN", "subschemaSubentry");
    private static final List<String> TRACES = List.of("modifiersName", "modifyTimestamp");

    private final InMemoryRequestHandler memory;
    private final AttributeSet passwords;
    private final Memberships memberships;

    /**
     * What a write did.
     *
     * @param before the entries that it touched, as they were in memory, parents first
     * @param after the same as they are now
     * @param records the changes that lead from the one to the other
     */
    record Effect(
            List<? extends Entry> before,
            List<? extends Entry> after,
            List<LDIFChangeRecord> records) {}

    /**
     * Looks at the entries in {@code memory}.
     *
     * @param passwords attributes whose stored values are not those of the request
     */
    ChangeTracker(InMemoryRequestHandler memory, AttributeSet passwords, Memberships memberships) {
        this.memory = memory;
        this.passwords = passwords;
        this.memberships = memberships;
    }

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
        return switch (operation.request()) {
            case AddRequestProtocolOp add -> {
                List<Attribute> all = new ArrayList<>(add.getAttributes());
                all.addAll(attributes(requireNonNull(parse(add.getDN()).getRDN())));
                yield all;
            }
            case ModifyRequestProtocolOp modify ->
                    modify.getModifications().stream()
                            .filter(ChangeTracker::brings)
                            .map(Modification::getAttribute)
                            .toList();
            case ModifyDNRequestProtocolOp rename -> attributes(new RDN(rename.getNewRDN()));
            default -> List.of();
        };
    }

    /** What the operation, which succeeded in memory, did; the members have not changed yet. */
    Effect of(WriteOperation operation, List<ReadOnlyEntry> before, MemberChange members)
            throws LDAPException {
        List<LDIFChangeRecord> records = new ArrayList<>();
        List<ReadOnlyEntry> after =
                switch (operation.request()) {
                    case ModifyDNRequestProtocolOp rename -> subtree(target(rename));
                    case DeleteRequestProtocolOp _ -> List.of();
                    default -> entry(operation.dn());
                };
        switch (operation.request()) {
            case ModifyRequestProtocolOp modify ->
                    records.add(modified(members.logged(modify.getModifications()), after));
            case AddRequestProtocolOp _ ->
                    records.add(stored(after.getFirst(), members.in().values()));
            default -> moved(before, after, records);
        }
        return new Effect(before, after, records);
    }

    private void moved(
            List<ReadOnlyEntry> before, List<ReadOnlyEntry> after, List<LDIFChangeRecord> records)
            throws LDAPException {
        before.reversed().forEach(entry -> records.add(new LDIFDeleteChangeRecord(entry.getDN())));
        for (int i = 0; i < after.size(); i++) {
            Attribute members = memberships.of(before.get(i).getParsedDN());
            records.add(stored(after.get(i), List.of(members.getValueByteArrays())));
        }
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

    private LDIFChangeRecord modified(List<Modification> requested, List<ReadOnlyEntry> after) {
        Entry entry = after.getFirst();
        List<Modification> modifications = new ArrayList<>();
        List<String> replaced = new ArrayList<>(TRACES);
        for (Modification modification : requested) {
            if (passwords.contains(modification.getAttributeName())) {
                replaced.add(modification.getAttributeName());
            } else {
                modifications.add(modification);
            }
        }
        for (String name : replaced) {
            Attribute attribute = entry.getAttribute(name);
            modifications.add(
                    attribute == null
                            ? new Modification(ModificationType.REPLACE, name)
                            : new Modification(
                                    ModificationType.REPLACE, name, attribute.getRawValues()));
        }
        return new LDIFModifyChangeRecord(entry.getDN(), modifications);
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

    private static boolean brings(Modification modification) {
        ModificationType type = modification.getModificationType();
        return type == ModificationType.ADD || type == ModificationType.REPLACE;
    }

    private static List<Attribute> attributes(RDN rdn) {
        String[] names = rdn.getAttributeNames();
        byte[][] values = rdn.getByteArrayAttributeValues();
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            attributes.add(new Attribute(names[i], values[i]));
        }
        return attributes;
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
        if (memory.getEntry(dn) == null) {
            return List.of();
        }
        return memory.search(
                dn.toString(), SearchScope.SUB, Filter.createPresenceFilter("objectClass"));
    }
}
