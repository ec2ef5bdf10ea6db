package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/** From the YAML's key to a token that an app can verify. */
final class AssertionJourneyTest {
    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();

    @Test
    void anAppOnAnotherHostVerifiesWhoHasSignedIn() throws Exception {
        String yaml = Yaml.STANDARD.replace("[x-forwarded] }", "[x-forwarded], assertion: true }");
        World world = worlds.start(folder, yaml);
        world.provider.signIn(Map.of("sub", "42", "preferred_username", "ada"));
        TestBrowser browser = world.browser();
        String shop = World.GATEWAY.replace("localhost", "shop.localhost");

        WebAnswer page = browser.open(shop + "/");

        SignedJWT token = SignedJWT.parse(page.received("x-vestibule-assertion"));
        JWKSet keys = JWKSet.parse(browser.get(shop + "/.vestibule/jwks.json").body());
        var key = keys.getKeyByKeyId(token.getHeader().getKeyID()).toECKey();
        assertThat(token.verify(new ECDSAVerifier(key))).isTrue();
        assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo(World.GATEWAY);
        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly(shop);
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("ada");
    }
}
