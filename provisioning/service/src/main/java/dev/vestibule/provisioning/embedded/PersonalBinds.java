package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.listener.InMemoryRequestHandler;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ReadOnlyEntry;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Checks the passwords of users. The in-memory server would do so under its only lock and block all
 * others.
 */
final class PersonalBinds {
    private static final Logger LOG = LoggerFactory.getLogger(PersonalBinds.class);

    private final DirectoryContent content;
    private final PasswordHasher hasher;

    PersonalBinds(DirectoryContent content, PasswordHasher hasher) {
        this.content = content;
        this.hasher = hasher;
    }

    /** The entry that the password opens; null when it opens none, after the same time. */
    @Nullable DN opened(DN dn, byte[] password, InMemoryRequestHandler memory)
            throws LDAPException {
        ReadOnlyEntry entry = memory.getEntry(dn);
        Attribute values = entry == null ? null : entry.getAttribute(EmbeddedSchema.PASSWORD);
        if (entry == null || values == null) {
            hasher.refuse(password);
            return null;
        }
        for (byte[] value : values.getValueByteArrays()) {
            if (matches(value, password)) {
                renew(entry, value, password, memory);
                return entry.getParsedDN();
            }
        }
        return null;
    }

    private boolean matches(byte[] value, byte[] password) {
        String text = new String(value, StandardCharsets.ISO_8859_1);
        if (begins(text, SaltedSha256.SCHEME)) {
            boolean right =
                    SaltedSha256.matches(text.substring(SaltedSha256.SCHEME.length()), password);
            if (!right) {
                hasher.refuse(password);
            }
            return right;
        }
        PasswordHash known = parse(text);
        return known != null && hasher.matches(known, password);
    }

    /** A value of an earlier version, or with fewer iterations, makes room for one of today. */
    private void renew(
            ReadOnlyEntry entry, byte[] value, byte[] password, InMemoryRequestHandler memory) {
        PasswordHash known = parse(new String(value, StandardCharsets.ISO_8859_1));
        if (known != null && hasher.isCurrent(known)) {
            return;
        }
        try {
            Modification out =
                    new Modification(ModificationType.DELETE, EmbeddedSchema.PASSWORD, value);
            Modification in =
                    new Modification(
                            ModificationType.ADD,
                            EmbeddedSchema.PASSWORD,
                            hasher.hash(password).stored());
            // By value: a password that was changed a moment ago stays as it is.
            LDAPMessage answer =
                    content.write(
                            new WriteOperation.Modify(
                                    1,
                                    new ModifyRequestProtocolOp(entry.getDN(), List.of(out, in)),
                                    List.of()),
                            memory);
            LOG.debug("event=password-renewed dn=\"{}\" answer={}", entry.getDN(), answer);
        } catch (LDAPException e) {
            // The password was right nevertheless; the next bind tries again.
            LOG.warn(
                    "event=password-not-renewed dn=\"{}\" code={}",
                    entry.getDN(),
                    e.getResultCode());
        }
    }

    private static @Nullable PasswordHash parse(String text) {
        return begins(text, PasswordHash.SCHEME)
                ? PasswordHash.parse(text.substring(PasswordHash.SCHEME.length()))
                : null;
    }

    private static boolean begins(String text, String scheme) {
        return text.toUpperCase(Locale.ROOT).startsWith(scheme);
    }
}
