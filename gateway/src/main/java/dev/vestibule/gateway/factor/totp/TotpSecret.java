package dev.vestibule.gateway.factor.totp;

import dev.vestibule.flow.factor.totp.TotpFactor.Algorithm;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.random.RandomGenerator;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The shared secret of an authenticator app, and the codes that it makes (RFC 6238). */
record TotpSecret(byte[] key, Algorithm algorithm, int digits) {
    private static final Duration STEP = Duration.ofSeconds(30);

    /** As long as the hash, as RFC 4226 section 4 recommends for SHA-1. */
    private static final int BYTES = 20;

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    TotpSecret {
        key = key.clone();
    }

    static TotpSecret random(Algorithm algorithm, int digits, RandomGenerator random) {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        return new TotpSecret(key, algorithm, digits);
    }

    /** The form that is encrypted and stored. */
    String text() {
        return algorithm + " " + digits + " " + Base64.getEncoder().encodeToString(key);
    }

    static TotpSecret parse(String text) {
        String[] parts = text.split(" ", -1);
        return new TotpSecret(
                Base64.getDecoder().decode(parts[2]),
                Algorithm.valueOf(parts[0]),
                Integer.parseInt(parts[1]));
    }

    /** The number of the time step. */
    static long step(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), STEP.toSeconds());
    }

    /** The code of a time step (RFC 4226, section 5.3). */
    String code(long step) {
        byte[] hash = hash(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int at = hash[hash.length - 1] & 0xf;
        int number = ByteBuffer.wrap(hash).getInt(at) & 0x7fffffff;
        String text = Integer.toString(number % (int) Math.pow(10, digits));
        return "0".repeat(digits - text.length()) + text;
    }

    private byte[] hash(byte[] counter) {
        try {
            String name = "Hmac" + algorithm;
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(key, name));
            return mac.doFinal(counter);
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /** The secret in base32 (RFC 4648, section 6), as users type it into an app. */
    String base32() {
        StringBuilder text = new StringBuilder();
        long bits = 0;
        int held = 0;
        for (byte each : key) {
            bits = bits << Byte.SIZE | each & 0xff;
            held += Byte.SIZE;
            while (held >= 5) {
                held -= 5;
                text.append(BASE32.charAt((int) (bits >> held & 31)));
            }
        }
        return held == 0
                ? text.toString()
                : text.append(BASE32.charAt((int) (bits << 5 - held & 31))).toString();
    }

    /** The address that authenticator apps read from a QR code (the de facto Key URI format). */
    String uri(String issuer, String account) {
        return "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=%s&digits=%d&period=%d"
                .formatted(
                        encoded(issuer),
                        encoded(account),
                        base32(),
                        encoded(issuer),
                        algorithm,
                        digits,
                        STEP.toSeconds());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return "TotpSecret[hidden]";
    }
}
