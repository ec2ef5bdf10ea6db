package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Makes the values that passwords are kept as, and tries passwords against them. Both are slow on
 * purpose, and are done on the thread of the client that wants it, never under a lock of the
 * directory; no more of them at once than there are processors, so that the others are still
 * served.
 */
final class PasswordHasher {
    private static final int SALT_BYTES = 16;
    private static final int KEY_BYTES = 64;

    private final int iterations;
    private final SecureRandom random;
    private final Semaphore processors;

    /**
     * @param iterations of new values
     */
    PasswordHasher(int iterations, SecureRandom random) {
        this.iterations = iterations;
        this.random = random;
        processors = new Semaphore(Runtime.getRuntime().availableProcessors(), true);
    }

    /**
     * A new value for the password.
     *
     * @throws LDAPException when it is no text in UTF-8 (RFC 4519, section 2.41), or has a NUL
     */
    PasswordHash hash(byte[] password) throws LDAPException {
        char[] text = text(password);
        if (text == null) {
            throw new LDAPException(
                    ResultCode.CONSTRAINT_VIOLATION, "A password is text in UTF-8, without a NUL.");
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] key = derived(text, new PasswordHash(iterations, salt, new byte[KEY_BYTES]));
        return new PasswordHash(iterations, salt, key);
    }

    boolean matches(PasswordHash known, byte[] password) {
        char[] text = text(password);
        return text != null && MessageDigest.isEqual(known.key(), derived(text, known));
    }

    /**
     * Takes as long as a wrong password takes, so that the time does not reveal which accounts have
     * one.
     */
    void refuse(byte[] password) {
        char[] text = text(password);
        if (text != null) {
            derived(text, new PasswordHash(iterations, new byte[SALT_BYTES], new byte[KEY_BYTES]));
        }
    }

    private byte[] derived(char[] password, PasswordHash like) {
        PBEKeySpec spec =
                new PBEKeySpec(
                        password, like.salt(), like.iterations(), like.key().length * Byte.SIZE);
        processors.acquireUninterruptibly();
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has PBKDF2WithHmacSHA512.", e);
        } finally {
            processors.release();
            spec.clearPassword();
            Arrays.fill(password, '\0');
        }
    }

    /** Null when there is none. HMAC takes a key with a NUL at its end for the same without. */
    private static char @Nullable [] text(byte[] password) {
        for (byte each : password) {
            if (each == 0) {
                return null;
            }
        }
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(password));
            return Arrays.copyOfRange(text.array(), text.position(), text.limit());
        } catch (CharacterCodingException noText) {
            return null;
        }
    }
}
