package dev.vestibule.gateway.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.yaml.Secret;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

final class KeyRingTest {
    private static final Secret OLD = new Secret("an old secret of enough characters");
    private static final Secret NEW = new Secret("a new secret of enough characters!");

    private final KeyRing ring = ring(OLD);

    private static KeyRing ring(Secret... keys) {
        return new KeyRing(List.of(keys), new Random());
    }

    @Property(tries = 200)
    void whatWasSealedIsOpenedForTheSamePurposeAndOwnerOnly(
            @ForAll String value, @ForAll String owner) {
        String sealed = ring.seal("totp", owner, value);

        assertThat(sealed).matches("[A-Za-z0-9._-]+");
        assertThat(ring.open("totp", owner, sealed)).isEqualTo(utf8(value));
        assertThat(ring.open("totp", owner + "x", sealed)).isNull();
        assertThat(ring.open("passkey", owner, sealed)).isNull();
    }

    private static String utf8(String text) {
        return new String(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void anOldKeyStillOpensAndTheNewestSeals() {
        String before = ring.seal("totp", "ada", "secret");
        KeyRing rotated = ring(NEW, OLD);

        assertThat(rotated.open("totp", "ada", before)).isEqualTo("secret");
        assertThat(ring.open("totp", "ada", rotated.seal("totp", "ada", "secret"))).isNull();
    }

    @Test
    void aChangedByteOpensNothing() {
        String sealed = ring.seal("totp", "ada", "secret");

        for (int at = 0; at < sealed.length(); at++) {
            String changed =
                    sealed.substring(0, at)
                            + (sealed.charAt(at) == 'A' ? 'B' : 'A')
                            + sealed.substring(at + 1);
            // The last character of base64 has bits that say nothing.
            if (at < sealed.length() - 1) {
                assertThat(ring.open("totp", "ada", changed)).as(changed).isNull();
            }
        }
        assertThat(ring.open("totp", "ada", "")).isNull();
        assertThat(ring.open("totp", "ada", "1.abcdef.")).isNull();
    }

    @Test
    void theSameValueIsNeverSealedToTheSameText() {
        assertThat(ring.seal("totp", "ada", "secret"))
                .isNotEqualTo(ring.seal("totp", "ada", "secret"));
    }
}
