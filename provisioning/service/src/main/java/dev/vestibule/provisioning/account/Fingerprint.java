package dev.vestibule.provisioning.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.TreeSet;

/** A short text that represents a set of values: 128 bits of SHA-256, in base64url. */
public final class Fingerprint {
    private static final int BYTES = 16;

    private Fingerprint() {}

    /** The same for the same values, in whatever order and however often each is given. */
    public static String of(Collection<String> values) {
        MessageDigest digest = sha256();
        for (String value : new TreeSet<>(values)) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            // The length keeps ["ab"] and ["a", "b"] apart.
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
            digest.update(bytes);
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOf(digest.digest(), BYTES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }
}
