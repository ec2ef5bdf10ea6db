package dev.vestibule.gateway.seal;

import dev.vestibule.flow.yaml.Secret;

import java.security.SecureRandom;
import java.util.List;

/** A key ring of one key. */
public final class TestKeyRing {
    private TestKeyRing() {}

    /** One that no other test has. */
    public static KeyRing create() {
        SecureRandom random = new SecureRandom();
        return new KeyRing(List.of(new Secret("k".repeat(32) + random.nextLong())), random);
    }
}
