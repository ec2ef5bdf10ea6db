package dev.vestibule.gateway.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * Unguessable values, and their hashes, which the server stores.
 *
 * @param random cryptographically strong and safe for several threads, as {@link
 *     java.security.SecureRandom} is
 */
public record Tokens(RandomGenerator random) {
    private static final int BYTES = 32;

    /** Never fed itself. */
    private static final MessageDigest SHA256 = sha256();

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** A new value of 256 random bits in base64url, 43 characters long. */
    public String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return base64(bytes);
    }

    /** A short random name for one failure, which a user can read out on the telephone. */
    public String reference() {
        return String.format(java.util.Locale.ROOT, "%010X", random.nextLong() >>> 24);
    }

    /** The SHA-256 hash of the text in base64url: what the server stores instead of a secret. */
    public static String hash(String text) {
        try {
            // A copy costs a fraction of a new one.
            MessageDigest sha256 = (MessageDigest) SHA256.clone();
            return base64(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (CloneNotSupportedException everyPlatformCopiesIt) {
            throw new IllegalStateException(everyPlatformCopiesIt);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /** Whether two texts are equal, in a time that does not depend on where they differ. */
    public static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the text has the form of {@link #next()} or {@link #hash}. */
    public static boolean wellFormed(String text) {
        boolean formed = text.length() == 43;
        for (int at = 0; formed && at < 43; at++) {
            formed = base64Character(text.charAt(at));
        }
        return formed;
    }

    private static boolean base64Character(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '_';
    }

    private static String base64(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }
}
