package dev.vestibule.provisioning.embedded;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.listener.InMemoryRequestHandler;
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
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFDeleteChangeRecord;
import com.unboundid.ldif.LDIFModifyChangeRecord;

import dev.vestibule.provisioning.embedded.WriteOperation.Add;
import dev.vestibule.provisioning.embedded.WriteOperation.Delete;
import dev.vestibule.provisioning.embedded.WriteOperation.Modify;
import dev.vestibule.provisioning.embedded.WriteOperation.Rename;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Finds out what a write is going to touch and what it did, and takes it back if need be. */
final class Effects {
    private final InMemoryRequestHandler memory;
    private final AttributeSet passwords;

    /**
     * Looks at the entries in {@code memory}.
     *
     * @param passwords attributes whose stored values are not those of the request
     */
    Effects(InMemoryRequestHandler memory, AttributeSet passwords) {
        this.memory = memory;
        this.passwords = passwords;
    }

    /** The entries that the operation may change, as they are. */
    List<ReadOnlyEntry> before(WriteOperation operation) throws LDAPException {
        return switch (operation) {
            case Add _ -> List.of();
            case Modify modify -> entry(modify.dn());
            case Rename rename -> subtree(rename.dn());
            case Delete delete -> isSubtree(delete) ? subtree(delete.dn()) : entry(delete.dn());
        };
    }

    /**
     * The values that the operation brings into its entry, so far as they may have to be unique.
     */
    Collection<Attribute> brought(WriteOperation operation) throws LDAPException {
        return switch (operation) {
            case Add add -> {
                List<Attribute> all = new ArrayList<>(add.request().getAttributes());
                all.addAll(attributes(requireNonNull(parse(add.dn()).getRDN())));
                yield all;
            }
            case Modify modify ->
                    modify.request().getModifications().stream()
                            .filter(Effects::brings)
                            .map(Modification::getAttribute)
                            .toList();
            case Rename rename -> attributes(new RDN(rename.request().getNewRDN()));
            case Delete _ -> List.of();
        };
    }

    /** What the operation, which succeeded, did. */
    Effect of(WriteOperation operation, List<ReadOnlyEntry> before) throws LDAPException {
        return switch (operation) {
            case Add add -> {
                List<ReadOnlyEntry> after = entry(add.dn());
                yield new Effect(before, after, added(after));
            }
            case Modify modify -> {
                List<ReadOnlyEntry> after = entry(modify.dn());
                yield new Effect(before, after, List.of(modified(modify, after.getFirst())));
            }
            case Delete _ -> new Effect(before, List.of(), removed(before));
            case Rename rename -> {
                List<ReadOnlyEntry> after = subtree(target(rename));
                List<LDIFChangeRecord> records = removed(before);
                records.addAll(added(after));
                yield new Effect(before, after, records);
            }
        };
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

    private LDIFChangeRecord modified(Modify modify, Entry after) {
        List<Modification> modifications = new ArrayList<>();
        List<String> replaced = new ArrayList<>(List.of("modifiersName", "modifyTimestamp"));
        for (Modification modification : modify.request().getModifications()) {
            if (passwords.contains(modification.getAttributeName())) {
                replaced.add(modification.getAttributeName());
            } else {
                modifications.add(modification);
            }
        }
        for (String name : replaced) {
            Attribute attribute = after.getAttribute(name);
            modifications.add(
                    attribute == null
                            ? new Modification(ModificationType.REPLACE, name)
                            : new Modification(
                                    ModificationType.REPLACE, name, attribute.getRawValues()));
        }
        return new LDIFModifyChangeRecord(after.getDN(), modifications);
    }

    private static List<LDIFChangeRecord> added(List<ReadOnlyEntry> entries) {
        return new ArrayList<>(entries.stream().map(JournalRecord::stored).toList());
    }

    private static List<LDIFChangeRecord> removed(List<ReadOnlyEntry> entries) {
        List<LDIFChangeRecord> records = new ArrayList<>();
        for (ReadOnlyEntry entry : entries.reversed()) {
            records.add(new LDIFDeleteChangeRecord(entry.getDN()));
        }
        return records;
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

    private DN target(Rename rename) throws LDAPException {
        String superior = rename.request().getNewSuperiorDN();
        DN parent =
                superior == null ? requireNonNull(parse(rename.dn()).getParent()) : parse(superior);
        return new DN(new RDN(rename.request().getNewRDN(), memory.getSchema()), parent);
    }

    private DN parse(String dn) throws LDAPException {
        return new DN(dn, memory.getSchema());
    }

    private static boolean isSubtree(Delete delete) {
        return delete.controls().stream()
                .anyMatch(control ->
                        control.getOID()
                                .equals(SubtreeDeleteRequestControl.SUBTREE_DELETE_REQUEST_OID));
    }

    private List<ReadOnlyEntry> entry(String dn) throws LDAPException {
        ReadOnlyEntry entry = memory.getEntry(dn);
        return entry == null ? List.of() : List.of(entry);
    }

    private List<ReadOnlyEntry> subtree(String dn) throws LDAPException {
        return subtree(parse(dn));
    }

    private List<ReadOnlyEntry> subtree(DN dn) throws LDAPException {
        if (memory.getEntry(dn) == null) {
            return List.of();
        }
        return memory.search(
                dn.toString(), SearchScope.SUB, Filter.createPresenceFilter("objectClass"));
    }
}
