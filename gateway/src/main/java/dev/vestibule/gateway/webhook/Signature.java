package dev.vestibule.gateway.webhook;

import dev.vestibule.flow.yaml.Secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as Standard Webhooks 1.0.0 says, under <q>Signature scheme</q>, symmetric. */
final class Signature {
    private static final String PREFIX = "whsec_";
    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;

    /**
     * @param secret {@code whsec_} and base64, which the configuration's check has proved
     */
    Signature(Secret secret) {
        String base64 = secret.reveal().substring(PREFIX.length());
        key = new SecretKeySpec(Base64.getDecoder().decode(base64), HMAC);
    }

    /** The value of the header {@code webhook-signature}. */
    String of(String id, long seconds, String body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            String signed = id + "." + seconds + "." + body;
            byte[] code = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(code);
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
