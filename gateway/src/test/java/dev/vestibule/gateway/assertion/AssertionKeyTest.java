package dev.vestibule.gateway.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.security.SecureRandom;

/** What the key signs, and what is published of it. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class AssertionKeyTest {
    private AssertionKey key;

    @BeforeEach
    void start(Vertx vertx) {
        key = AssertionKey.generate(vertx, new SecureRandom());
    }

    /** Of so many signatures some have a half that begins with a zero byte. */
    @Test
    void everySignatureIsOneThatOthersVerify() throws Exception {
        JWSVerifier verifier = new ECDSAVerifier(published().toECKey());
        for (int n = 0; n < 1000; n++) {
            String token = key.sign(new JsonObject().put("n", n));

            assertThat(SignedJWT.parse(token).verify(verifier)).as(token).isTrue();
        }
    }

    @Test
    void aTokenHasTheClaimsThatItWasGivenAndNoOther() throws Exception {
        String token = key.sign(new JsonObject().put("sub", "Zoë"));

        assertThat(SignedJWT.parse(token).getJWTClaimsSet().toJSONObject())
                .containsOnlyKeys("sub")
                .containsValue("Zoë");
    }

    @Test
    void whatIsPublishedHasNoPrivatePart() throws Exception {
        JWK published = published();

        assertThat(published.isPrivate()).isFalse();
        assertThat(published.getKeyID()).isEqualTo(published.computeThumbprint().toString());
    }

    @Test
    void everyStartHasAKeyOfItsOwn(Vertx vertx) {
        AssertionKey next = AssertionKey.generate(vertx, new SecureRandom());

        assertThat(next.published()).isNotEqualTo(key.published());
    }

    private JWK published() throws java.text.ParseException {
        return JWKSet.parse(key.published().encode()).getKeys().getFirst();
    }
}
