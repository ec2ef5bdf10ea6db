package dev.vestibule.provisioning.embedded;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A password as it is kept: PBKDF2 with HMAC-SHA512 (RFC 8018, section 5.2), in the text that
 * OpenLDAP's module pw-pbkdf2 writes, so that an export can be taken over there.
 *
 * @param key what the derivation gave
 */
record PasswordHash(int iterations, byte[] salt, byte[] key) {
    static final String SCHEME = "{PBKDF2-SHA512}";

    /** A larger number would let the writer of a value stop the directory with it. */
    private static final int MOST_ITERATIONS = 10_000_000;

    private static final Pattern FORM =
            Pattern.compile(
                    "(?i:\\{PBKDF2-SHA512})([1-9][0-9]{0,8})\\$([A-Za-z0-9./]{8,})\\$([A-Za-z0-9./]{22,})");

    /** Null when the value is kept in another form. */
    static @Nullable PasswordHash ofStored(byte[] value) {
        var parts = FORM.matcher(new String(value, StandardCharsets.ISO_8859_1));
        if (!parts.matches() || Integer.parseInt(parts.group(1)) > MOST_ITERATIONS) {
            return null;
        }
        try {
            return new PasswordHash(
                    Integer.parseInt(parts.group(1)),
                    decoded(parts.group(2)),
                    decoded(parts.group(3)));
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    /** Whether the value begins as one that is kept. */
    static boolean isStored(byte[] value) {
        return new String(value, StandardCharsets.ISO_8859_1)
                .regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    byte[] stored() {
        return (SCHEME + iterations + "$" + encoded(salt) + "$" + encoded(key))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes).replace('+', '.');
    }

    private static byte[] decoded(String text) {
        return Base64.getDecoder().decode(text.replace('.', '+'));
    }

    /** Nothing that could be guessed at. */
    @Override
    public String toString() {
        return "PasswordHash[iterations=" + iterations + "]";
    }
}
