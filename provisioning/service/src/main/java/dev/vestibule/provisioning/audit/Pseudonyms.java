package dev.vestibule.provisioning.audit;

import dev.vestibule.provisioning.api.FederatedIdentity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Short names for identities, from HMAC-SHA256 under a key that stays on this machine: the records
 * of one user can be compared, and a reader of the records alone cannot find the user by trying
 * subjects.
 */
final class Pseudonyms {
    private static final int LENGTH = 16;

    private final SecretKeySpec key;

    Pseudonyms(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    String of(FederatedIdentity identity) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            String link = identity.issuer() + " " + identity.subject();
            byte[] code = mac.doFinal(link.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().encodeToString(code).substring(0, LENGTH);
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
