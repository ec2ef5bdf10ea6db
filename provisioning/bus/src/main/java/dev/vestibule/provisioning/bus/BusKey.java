package dev.vestibule.provisioning.bus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that the processes of a clustered bus share. Every message between them is encrypted
 * and authenticated with it (AES-256-GCM, NIST SP 800-38D, with a random nonce), so that a node
 * without the key can neither read a message nor send one.
 */
public final class BusKey {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random;

    /**
     * @param key 32 bytes
     * @throws IllegalArgumentException when the key has another length
     */
    public BusKey(byte[] key, SecureRandom random) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "has %d bytes instead of %d".formatted(key.length, KEY_BYTES));
        }
        this.key = new SecretKeySpec(key, "AES");
        this.random = random;
    }

    /**
     * Reads a file of 32 bytes in Base64, as {@code openssl rand -base64 32} makes it.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when it holds something else
     */
    public static BusKey read(Path file, SecureRandom random) throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        return new BusKey(Base64.getDecoder().decode(text), random);
    }

    byte[] seal(byte[] message) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(message);
            return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no " + CIPHER, e);
        }
    }

    /** Throws {@link WireFormatException} when the message was not sealed with this key. */
    byte[] open(byte[] sealed) {
        try {
            byte[] nonce = new byte[NONCE_BYTES];
            ByteBuffer.wrap(sealed).get(nonce);
            return cipher(Cipher.DECRYPT_MODE, nonce)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (GeneralSecurityException | java.nio.BufferUnderflowException e) {
            throw new WireFormatException("not sealed with the key of this bus");
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    @Override
    public String toString() {
        return "BusKey[hidden]";
    }
}
