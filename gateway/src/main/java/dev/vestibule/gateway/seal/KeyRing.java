package dev.vestibule.gateway.seal;

import dev.vestibule.flow.yaml.Secret;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;

import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Encrypts small values that leave the gateway: secrets of factors in the directory, tokens of
 * identity providers in the stores, and cookies that only the gateway can have made. AES-256-GCM
 * (NIST SP 800-38D) with a random nonce; each value is bound to its purpose and its owner, so that
 * a copy under another account is worthless. The first key encrypts, every key decrypts.
 */
public final class KeyRing {
    private static final String VERSION = "1";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;
    private static final int ID_CHARACTERS = 6;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final List<Key> keys;
    private final RandomGenerator random;

    private record Key(String id, SecretKey secret) {}

    /**
     * @param secrets the newest first; at least one
     * @param random cryptographically strong
     */
    public KeyRing(List<Secret> secrets, RandomGenerator random) {
        keys = secrets.stream().map(KeyRing::key).toList();
        this.random = random;
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("at least one key is needed");
        }
    }

    /**
     * The value, encrypted: printable ASCII without quotes, commas and spaces.
     *
     * @param purpose what the value is
     * @param owner whose it is
     */
    public String seal(String purpose, String owner, String value) {
        Key key = keys.getFirst();
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = encrypted(key, nonce, bound(purpose, owner), value);
        byte[] whole = ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
        return String.join(".", VERSION, key.id(), BASE64.encodeToString(whole));
    }

    /**
     * The value, or null when it was not sealed for this purpose and owner with one of the keys.
     */
    public @Nullable String open(String purpose, String owner, String sealed) {
        String[] parts = sealed.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(VERSION)) {
            return null;
        }
        byte[] whole = decoded(parts[2]);
        for (Key key : keys) {
            if (key.id().equals(parts[1]) && whole.length > NONCE) {
                byte[] value = open(key, bound(purpose, owner), ByteBuffer.wrap(whole));
                return value == null ? null : new String(value, StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    private static byte @Nullable [] open(Key key, byte[] bound, ByteBuffer whole) {
        byte[] nonce = new byte[NONCE];
        whole.get(nonce);
        byte[] sealed = new byte[whole.remaining()];
        whole.get(sealed);
        try {
            return cipher(Cipher.DECRYPT_MODE, key, nonce, bound).doFinal(sealed);
        } catch (GeneralSecurityException forged) {
            return null;
        }
    }

    private static byte[] encrypted(Key key, byte[] nonce, byte[] bound, String value) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, key, nonce, bound)
                    .doFinal(value.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    private static Cipher cipher(int mode, Key key, byte[] nonce, byte[] bound)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bound);
        return cipher;
    }

    private static byte[] bound(String purpose, String owner) {
        return (purpose + "\n" + owner).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException foreign) {
            return new byte[0];
        }
    }

    private static Key key(Secret secret) {
        try {
            byte[] material = secret.reveal().getBytes(StandardCharsets.UTF_8);
            KDF hkdf = KDF.getInstance("HKDF-SHA256");
            return new Key(
                    BASE64.encodeToString(derived(hkdf, material, "id").getEncoded())
                            .substring(0, ID_CHARACTERS),
                    derived(hkdf, material, "key"));
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    private static SecretKey derived(KDF hkdf, byte[] material, String what)
            throws GeneralSecurityException {
        byte[] info = ("vestibule " + what).getBytes(StandardCharsets.US_ASCII);
        return hkdf.deriveKey(
                "AES", HKDFParameterSpec.ofExtract().addIKM(material).thenExpand(info, KEY_BYTES));
    }
}
