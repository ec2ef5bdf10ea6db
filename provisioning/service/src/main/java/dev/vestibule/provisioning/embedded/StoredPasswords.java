package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.provisioning.embedded.WriteOperation.Add;
import dev.vestibule.provisioning.embedded.WriteOperation.Delete;
import dev.vestibule.provisioning.embedded.WriteOperation.Modify;
import dev.vestibule.provisioning.embedded.WriteOperation.Rename;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Passwords that come as they were typed, as values that may be kept. */
record StoredPasswords(AttributeSet passwords, PasswordHasher hasher) {

    /** The same operation with nothing in it that was typed. Slow: call it under no lock. */
    WriteOperation hashed(WriteOperation operation) throws LDAPException {
        return switch (operation) {
            case Add add -> hashed(add);
            case Modify modify -> hashed(modify);
            case Delete _, Rename _ -> operation;
        };
    }

    /** Whether the value is what a password is kept as. */
    static boolean isStored(byte[] value) {
        String text = new String(value, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
        return text.startsWith(PasswordHash.SCHEME) || text.startsWith(SaltedSha256.SCHEME);
    }

    private Add hashed(Add add) throws LDAPException {
        List<Attribute> attributes = new ArrayList<>();
        for (Attribute attribute : add.request().getAttributes()) {
            attributes.add(
                    passwords.contains(attribute.getName())
                            ? new Attribute(
                                    attribute.getName(), hashed(attribute.getValueByteArrays()))
                            : attribute);
        }
        return new Add(add.id(), new AddRequestProtocolOp(add.dn(), attributes), add.controls());
    }

    private Modify hashed(Modify modify) throws LDAPException {
        List<Modification> modifications = new ArrayList<>();
        for (Modification modification : modify.request().getModifications()) {
            modifications.add(brings(modification) ? hashed(modification) : modification);
        }
        return new Modify(
                modify.id(),
                new ModifyRequestProtocolOp(modify.dn(), modifications),
                modify.controls());
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
            stored[index] = isStored(value) ? value : hasher.hash(value).stored();
        }
        return stored;
    }
}
