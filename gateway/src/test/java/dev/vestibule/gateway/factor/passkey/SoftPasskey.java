package dev.vestibule.gateway.factor.passkey;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** A browser with an authenticator in it, which holds one passkey and can misbehave. */
public final class SoftPasskey {
    private static final int PRESENT = 0x01;
    private static final int VERIFIED = 0x04;
    private static final int ELIGIBLE = 0x08;
    private static final int COPIED = 0x10;
    private static final int ATTESTED = 0x40;
    private static final int MODEL = 16;

    private final String origin;
    private final KeyPair keys;
    private final byte[] id = new byte[32];
    private String host;
    private String handle = "";
    private int flags = PRESENT | VERIFIED;
    private int counter;
    private boolean counts = true;

    /**
     * @param origin of the page in the browser
     */
    public SoftPasskey(String origin) {
        this.origin = origin;
        host = origin.replaceAll("https?://|:\\d+", "");
        new SecureRandom().nextBytes(id);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /** The same passkey on a page of another origin. */
    public SoftPasskey at(String other) {
        SoftPasskey same = new SoftPasskey(other, host, keys, id);
        same.handle = handle;
        same.flags = flags;
        same.counter = counter;
        return same;
    }

    private SoftPasskey(String origin, String host, KeyPair keys, byte[] id) {
        this.origin = origin;
        this.host = host;
        this.keys = keys;
        System.arraycopy(id, 0, this.id, 0, id.length);
    }

    /** From now on it signs for this host. */
    public SoftPasskey forHost(String other) {
        host = other;
        return this;
    }

    /** From now on it says that it belongs to this account. */
    public SoftPasskey of(String account) {
        handle = base64(account.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** From now on it does not check its user. */
    public SoftPasskey unverified() {
        flags &= ~VERIFIED;
        return this;
    }

    /** It can be copied and was, and counts no signatures. */
    public SoftPasskey copied() {
        flags |= ELIGIBLE | COPIED;
        counts = false;
        return this;
    }

    /** From now on it can be copied and has no copy. */
    public SoftPasskey withoutCopy() {
        flags &= ~COPIED;
        return this;
    }

    /** Its next signature has the number after this. */
    public SoftPasskey counting(int from) {
        counter = from;
        return this;
    }

    /** Its id in base64url. */
    public String id() {
        return base64(id);
    }

    /** What the browser sends for a new passkey. */
    public String create(String options) {
        JsonObject wanted = new JsonObject(options);
        handle = wanted.getJsonObject("user").getString("id");
        byte[] data = concat(data(flags | ATTESTED), new byte[MODEL], size(id.length), id, key());
        byte[] attestation =
                concat(
                        bytes(0xa3),
                        text("fmt"),
                        text("none"),
                        text("attStmt"),
                        bytes(0xa0),
                        text("authData"),
                        blob(data));
        return answer(
                new JsonObject()
                        .put("clientDataJSON", base64(client("webauthn.create", wanted)))
                        .put("attestationObject", base64(attestation))
                        .put("transports", new JsonArray().add("internal").add("made-up")));
    }

    /** What the browser sends for a passkey that is used. */
    public String use(String options) {
        byte[] client = client("webauthn.get", new JsonObject(options));
        byte[] data = data(flags);
        return answer(
                new JsonObject()
                        .put("clientDataJSON", base64(client))
                        .put("authenticatorData", base64(data))
                        .put("signature", base64(sign(concat(data, sha256(client)))))
                        .put("userHandle", handle));
    }

    private String answer(JsonObject response) {
        return new JsonObject()
                .put("id", id())
                .put("rawId", id())
                .put("type", "public-key")
                .put("clientExtensionResults", new JsonObject())
                .put("response", response)
                .encode();
    }

    private byte[] client(String type, JsonObject wanted) {
        return new JsonObject()
                .put("type", type)
                .put("challenge", wanted.getString("challenge"))
                .put("origin", origin)
                .put("crossOrigin", false)
                .encode()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Authenticator data (section 6.1). */
    private byte[] data(int shown) {
        counter += counts ? 1 : 0;
        return ByteBuffer.allocate(37)
                .put(sha256(host.getBytes(StandardCharsets.UTF_8)))
                .put((byte) shown)
                .putInt(counter)
                .array();
    }

    /** The public key in COSE's form, for ES256 (RFC 9053, section 7.1). */
    private byte[] key() {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        return concat(
                bytes(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21),
                blob(coordinate(key.getW().getAffineX())),
                bytes(0x22),
                blob(coordinate(key.getW().getAffineY())));
    }

    private static byte[] coordinate(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(bytes.length, fixed.length);
        System.arraycopy(bytes, bytes.length - length, fixed, fixed.length - length, length);
        return fixed;
    }

    private byte[] sign(byte[] data) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    private static byte[] text(String text) {
        return concat(bytes(0x60 + text.length()), text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] blob(byte[] data) {
        return concat(bytes(0x59), size(data.length), data);
    }

    private static byte[] size(int length) {
        return bytes(length >> 8, length & 0xff);
    }

    private static byte[] bytes(int... values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Arrays.stream(values).forEach(bytes::write);
        return bytes.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
