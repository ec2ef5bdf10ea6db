package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import java.util.ArrayList;
import java.util.List;

/** Passwords that come as they were typed, as values that may be kept. */
record StoredPasswords(AttributeSet passwords, PasswordHasher hasher) {

    /** The same operation with nothing in it that was typed. Slow: call it under no lock. */
    WriteOperation hashed(WriteOperation operation) throws LDAPException {
        return switch (operation.request()) {
            case AddRequestProtocolOp add -> operation.as(hashed(add));
            case ModifyRequestProtocolOp modify -> operation.as(hashed(modify));
            default -> operation;
        };
    }

    private AddRequestProtocolOp hashed(AddRequestProtocolOp add) throws LDAPException {
        List<Attribute> attributes = new ArrayList<>();
        for (Attribute attribute : add.getAttributes()) {
            attributes.add(
                    passwords.contains(attribute.getName())
                            ? new Attribute(
                                    attribute.getName(), hashed(attribute.getValueByteArrays()))
                            : attribute);
        }
        return new AddRequestProtocolOp(add.getDN(), attributes);
    }

    private ModifyRequestProtocolOp hashed(ModifyRequestProtocolOp modify) throws LDAPException {
        List<Modification> modifications = new ArrayList<>();
        for (Modification modification : modify.getModifications()) {
            modifications.add(brings(modification) ? hashed(modification) : modification);
        }
        return new ModifyRequestProtocolOp(modify.getDN(), modifications);
    }

    /** What is taken away is found by trying, not by a new value. */
    private boolean brings(Modification modification) {
        return passwords.contains(modification.getAttributeName())
                && modification.getModificationType() != ModificationType.DELETE;
    }

    private Modification hashed(Modification modification) throws LDAPException {
        return new Modification(
                modification.getModificationType(),
                modification.getAttributeName(),
                hashed(modification.getValueByteArrays()));
    }

    private byte[][] hashed(byte[][] values) throws LDAPException {
        byte[][] stored = new byte[values.length][];
        for (int index = 0; index < values.length; index++) {
            byte[] value = values[index];
            stored[index] = PasswordHash.isStored(value) ? value : hasher.hash(value).stored();
        }
        return stored;
    }
}
