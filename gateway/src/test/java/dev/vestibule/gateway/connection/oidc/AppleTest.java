package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.flow.connection.OidcConnection.AppleKey;
import dev.vestibule.flow.connection.OidcConnection.ClientAuthentication;
import dev.vestibule.flow.connection.OidcConnection.Quirks;
import dev.vestibule.flow.connection.OidcConnection.ResponseMode;
import dev.vestibule.flow.connection.SignOut;
import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.login.AuthenticationFailure.Reason;
import dev.vestibule.gateway.outbound.BoundedHttp;
import dev.vestibule.gateway.seal.TestKeyRing;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What Apple does in its own way. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class AppleTest {
    private OidcFixture apple;
    private KeyPair key;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        key = generator.generateKeyPair();
        apple = new OidcFixture(vertx);
        apple.authenticator(this::connection);
    }

    @Test
    void theAnswerIsPostedAndTheNameIsRequested() {
        assertThat(OidcFixture.query(apple.begin().to()))
                .containsEntry("response_mode", "form_post")
                .containsEntry("scope", "openid name email");
    }

    /** A new one for each request: the key is needed every time, and no token is kept. */
    @Test
    void theClientSecretIsATokenOfTheTeamsKey() throws Exception {
        ClientAssertion client =
                new ClientAssertion(
                        connection(apple.provider.connection("test", OidcFixture.PROVISIONING)),
                        resources());

        SignedJWT first = secret(client);
        apple.clock.advance(Duration.ofMinutes(10));
        SignedJWT second = secret(client);

        assertThat(first.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        assertThat(first.getHeader().getKeyID()).isEqualTo("KEY1234567");
        assertThat(first.verify(new ECDSAVerifier((ECPublicKey) key.getPublic()))).isTrue();
        var claims = first.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo("TEAM123456");
        assertThat(claims.getSubject()).isEqualTo(apple.provider.clientId());
        assertThat(claims.getAudience()).containsExactly(apple.provider.issuer());
        assertThat(claims.getExpirationTime().toInstant())
                .isEqualTo(claims.getIssueTime().toInstant().plusSeconds(60));
        assertThat(second.getJWTClaimsSet().getIssueTime()).isAfter(claims.getExpirationTime());
    }

    @Test
    void aKeyThatIsNoneSaysSoAndIsNotShown() {
        apple.authenticator(known -> connection(known, "canary-no-key"));

        var failure = apple.failure();

        assertThat(failure.reason()).isEqualTo(Reason.PROVIDER_ERROR);
        assertThat(failure)
                .hasMessageContaining("no private key")
                .hasMessageNotContaining("canary");
    }

    @Test
    void theFirstAnswerHasTheName() {
        Map<String, Object> claims =
                added(
                        Map.of("sub", "1", "email", "ada@example.org", "email_verified", "true"),
                        "{\"name\":{\"firstName\":\"Ada\",\"lastName\":\"Lovelace\"},"
                                + "\"email\":\"evil@example.org\",\"sub\":\"2\"}");

        assertThat(claims)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "sub", "1",
                                "email", "ada@example.org",
                                "email_verified", true,
                                "given_name", "Ada",
                                "family_name", "Lovelace",
                                "name", "Ada Lovelace"));
    }

    @Test
    void theSignedNameIsStronger() {
        assertThat(added(Map.of("name", "Signed"), "{\"name\":{\"firstName\":\"Posted\"}}"))
                .containsEntry("name", "Signed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "null",
                "{\"name\":\"Ada\"}",
                "{\"name\":{\"firstName\":[1],\"lastName\":{}}}",
                "{\"name\":{\"firstName\":\"A\\u0000\",\"lastName\":\"\\n\"}}",
                "{\"name\":{\"firstName\":\"a\",\"firstName\":\"b\"}}",
                "{\"name\":{\"firstName\":\"  \"}}"
            })
    void whatIsNoNameIsNone(String posted) {
        assertThat(added(Map.of("sub", "1"), posted)).containsExactly(Map.entry("sub", "1"));
    }

    @Test
    void tooLongAnAnswerIsNotRead() {
        String name = "a".repeat(200);

        assertThat(added(Map.of(), "{\"name\":{\"firstName\":\"" + name + "\"}}")).isEmpty();
        assertThat(added(Map.of(), "{\"name\":{\"firstName\":\"a\"}}" + " ".repeat(5000)))
                .isEmpty();
    }

    /** Apple writes it as text; a text that is not true is false. */
    @ParameterizedTest
    @ValueSource(strings = {"false", "TRUE", "yes", ""})
    void anAddressIsVerifiedOnlyIfItSaysTrue(String text) {
        assertThat(added(Map.of("email_verified", text), "{}"))
                .containsEntry("email_verified", false);
    }

    private static Map<String, Object> added(Map<String, Object> claims, String posted) {
        return new AppleUser(posted).added(claims);
    }

    private SignedJWT secret(ClientAssertion client) throws Exception {
        var post = (ClientSecretPost) client.at(URI.create(apple.provider.issuer() + "/token"));
        return SignedJWT.parse(post.getClientSecret().getValue());
    }

    private OidcResources resources() {
        return new OidcResources(
                apple.vertx,
                new BoundedHttp(apple.vertx),
                apple.clock,
                new Tokens(new SecureRandom()),
                TestKeyRing.create());
    }

    private OidcConnection connection(OidcConnection known) {
        String pem =
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(key.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n";
        return connection(known, pem);
    }

    private static OidcConnection connection(OidcConnection known, String secret) {
        return new OidcConnection(
                known.id(),
                known.title(),
                known.issuer(),
                known.clientId(),
                new Secret(secret),
                ClientAuthentication.BASIC,
                List.of("openid", "name", "email"),
                Map.of(),
                known.signingAlgorithms(),
                known.audiences(),
                known.provisioning(),
                null,
                SignOut.PROVIDER,
                ResponseMode.FORM_POST,
                new Quirks(new AppleKey("TEAM123456", "KEY1234567"), null, null, false, null));
    }
}
