package dev.vestibule.provisioning.embedded;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.listener.InMemoryPasswordEncoder;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ReadOnlyEntry;
import com.unboundid.ldap.sdk.ResultCode;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Makes our values known to the in-memory server. It hashes a password in clear text; that is the
 * second line of defence, because {@link StoredPasswords} has done so before, outside the server's
 * lock.
 */
final class PasswordEncoder extends InMemoryPasswordEncoder {
    private final PasswordHasher hasher;

    PasswordEncoder(PasswordHasher hasher) {
        super(PasswordHash.SCHEME, null);
        this.hasher = hasher;
    }

    @Override
    protected byte[] encodePassword(
            byte[] password, ReadOnlyEntry entry, List<Modification> modifications)
            throws LDAPException {
        return hasher.hash(password).text().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    protected void ensurePreEncodedPasswordAppearsValid(
            byte[] value, ReadOnlyEntry entry, List<Modification> modifications)
            throws LDAPException {
        if (parse(value) == null) {
            throw new LDAPException(
                    ResultCode.CONSTRAINT_VIOLATION,
                    "After " + PasswordHash.SCHEME + " comes ITERATIONS$SALT$KEY.");
        }
    }

    @Override
    protected boolean passwordMatches(byte[] password, byte[] value, ReadOnlyEntry entry) {
        PasswordHash known = parse(value);
        return known != null && hasher.matches(known, password);
    }

    @Override
    protected byte[] extractClearPassword(byte[] value, ReadOnlyEntry entry) throws LDAPException {
        throw new LDAPException(ResultCode.NOT_SUPPORTED, "A password cannot be read.");
    }

    private static @Nullable PasswordHash parse(byte[] value) {
        return PasswordHash.parse(new String(requireNonNull(value), StandardCharsets.ISO_8859_1));
    }

    @Override
    public void toString(StringBuilder text) {
        text.append("PasswordEncoder");
    }
}
