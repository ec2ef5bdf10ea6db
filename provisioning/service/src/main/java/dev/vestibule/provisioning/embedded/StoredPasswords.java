package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.provisioning.embedded.EmbeddedSchema.AttributeSet;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;

/** Passwords that come as they were typed, as values that may be kept. */
record StoredPasswords(AttributeSet passwords, PasswordHasher hasher) {

    /**
     * The same operation with nothing in it that was typed. Slow: call it under no lock.
     *
     * @param entry as it is before; null when there is none
     */
    WriteOperation hashed(WriteOperation operation, @Nullable Entry entry) throws LDAPException {
        var modifications = new ArrayList<Modification>();
        for (Modification each : operation.modifications()) {
            modifications.add(
                    passwords.contains(each.getAttributeName()) ? hashed(each, entry) : each);
        }
        return operation.with(modifications, operation.controls());
    }

    private Modification hashed(Modification typed, @Nullable Entry entry) throws LDAPException {
        boolean taken = typed.getModificationType() == ModificationType.DELETE;
        byte[][] values = typed.getValueByteArrays();
        for (int index = 0; index < values.length; index++) {
            byte[] value = values[index];
            byte[] kept = taken ? kept(entry, value, hasher) : hashed(value);
            values[index] = kept == null ? value : kept;
        }
        return new Modification(typed.getModificationType(), typed.getAttributeName(), values);
    }

    private byte[] hashed(byte[] value) throws LDAPException {
        if (!PasswordHash.isStored(value)) {
            return hasher.hash(value).stored();
        }
        if (PasswordHash.ofStored(value) == null) {
            throw new LDAPException(
                    ResultCode.CONSTRAINT_VIOLATION,
                    "After " + PasswordHash.SCHEME + " comes ITERATIONS$SALT$KEY.");
        }
        return value;
    }

    /** The value of the entry that the password opens; null when it opens none. */
    static byte @Nullable [] kept(@Nullable Entry entry, byte[] password, PasswordHasher hasher) {
        byte[][] values =
                entry == null ? null : entry.getAttributeValueByteArrays(EmbeddedSchema.PASSWORD);
        if (values != null) {
            for (byte[] value : values) {
                PasswordHash known = PasswordHash.ofStored(value);
                if (known != null && hasher.matches(known, password)) {
                    return value;
                }
            }
        }
        return null;
    }
}
