package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.FullLDAPInterface;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldif.LDIFAddChangeRecord;
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import com.unboundid.ldif.LDIFReader;

import dev.vestibule.provisioning.ldap.ResultCodes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a server has of the changes that it is to get. */
record AppliedChanges(FullLDAPInterface ldap) {

    /** The records of LDIF of our own. */
    static List<LDIFChangeRecord> changes(String ldif) {
        List<LDIFChangeRecord> changes = new ArrayList<>();
        try (LDIFReader reader =
                new LDIFReader(new ByteArrayInputStream(ldif.getBytes(StandardCharsets.UTF_8)))) {
            LDIFChangeRecord change;
            while ((change = reader.readChangeRecord(true)) != null) {
                changes.add(change);
            }
        } catch (IOException | LDIFException e) {
            throw new IllegalStateException("LDIF of our own cannot be read.", e);
        }
        return changes;
    }

    /** The records that are not there yet, with their comments. */
    String missing(String ldif) throws LDAPException {
        List<String> missing = new ArrayList<>();
        for (String record : ldif.split("\n\n+")) {
            List<LDIFChangeRecord> changes = changes(record);
            boolean there = !changes.isEmpty() && has(changes.getFirst());
            if (!there && !record.isBlank()) {
                missing.add(record.stripTrailing() + "\n");
            }
        }
        return String.join("\n", missing);
    }

    /** Some servers say of an entry that is there that they may not add one. */
    private boolean has(LDIFChangeRecord change) throws LDAPException {
        return switch (change) {
            case LDIFAddChangeRecord add -> ldap.getEntry(add.getDN(), "1.1") != null;
            case LDIFModifyChangeRecord modify -> has(modify);
            default -> false;
        };
    }

    /** The rest of the entry is not read: a dynamic group could show a million members. */
    private boolean has(LDIFModifyChangeRecord change) throws LDAPException {
        Modification[] modifications = change.getModifications();
        Entry entry =
                ldap.getEntry(
                        change.getDN(),
                        Stream.of(modifications)
                                .map(Modification::getAttributeName)
                                .toArray(String[]::new));
        return entry != null && Stream.of(modifications).allMatch(each -> has(entry, each));
    }

    private static boolean has(Entry entry, Modification modification) {
        return !modification.getModificationType().equals(ModificationType.DELETE)
                && Stream.of(modification.getValues())
                        .allMatch(value ->
                                entry.hasAttributeValue(modification.getAttributeName(), value));
    }

    /**
     * Makes a change, unless the server has it.
     *
     * @return whether the server did not have it
     */
    boolean carryOut(LDIFChangeRecord change) throws LDAPException {
        if (has(change)) {
            return false;
        }
        try {
            change.processChange(ldap);
            return true;
        } catch (LDAPException e) {
            ResultCodes.permit(
                    e, ResultCode.ENTRY_ALREADY_EXISTS, ResultCode.ATTRIBUTE_OR_VALUE_EXISTS);
            return false;
        }
    }
}
