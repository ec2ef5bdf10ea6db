package dev.vestibule.gateway.factor.passkey;

import dev.vestibule.gateway.factor.FactorGuard;

import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * What asking for a passkey and adding one share.
 *
 * @param random cryptographically strong
 */
record PasskeyParts(
        RelyingParty party, Passkeys passkeys, FactorGuard guard, RandomGenerator random) {
    private static final int CHALLENGE = 32;

    /** 32 random bytes in base64url (section 13.4.3 asks for 16 at least). */
    String challenge() {
        byte[] bytes = new byte[CHALLENGE];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
