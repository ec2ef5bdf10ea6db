package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.listener.Base64PasswordEncoderOutputFormatter;
import com.unboundid.ldap.listener.SaltedMessageDigestInMemoryPasswordEncoder;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** What earlier versions kept passwords as: read, and replaced when the password is known again. */
final class SaltedSha256 {
    static final String SCHEME = "{SSHA256}";
    private static final int DIGEST_BYTES = 32;
    private static final int SALT_BYTES = 16;

    private SaltedSha256() {}

    /**
     * Whether it is the password's value.
     *
     * @param text of the value, without its scheme
     */
    static boolean matches(String text, byte[] password) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
        if (bytes.length <= DIGEST_BYTES) {
            return false;
        }
        MessageDigest digest = sha256();
        // The password before the salt, whatever the library's constructor calls it.
        digest.update(password);
        digest.update(bytes, DIGEST_BYTES, bytes.length - DIGEST_BYTES);
        return MessageDigest.isEqual(digest.digest(), Arrays.copyOf(bytes, DIGEST_BYTES));
    }

    /** Makes such values known to the in-memory server. */
    static SaltedMessageDigestInMemoryPasswordEncoder encoder() {
        return new SaltedMessageDigestInMemoryPasswordEncoder(
                SCHEME,
                Base64PasswordEncoderOutputFormatter.getInstance(),
                sha256(),
                SALT_BYTES,
                true,
                true);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
