package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.flow.connection.OidcConnection.ClientAuthentication;
import dev.vestibule.flow.connection.OidcConnection.ResponseMode;
import dev.vestibule.flow.connection.SignOut;
import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;

/** The token by which the gateway proves to a provider that it is its client. */
@Timeout(60)
@ExtendWith(VertxExtension.class)
final class ClientAssertionTest {
    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final String SECRET = "canary-0123456789-0123456789-0123456789";

    private final AtomicReference<MultiMap> sent = new AtomicReference<>();
    private OidcFixture oidc;

    @BeforeEach
    void start(Vertx vertx) {
        oidc = new OidcFixture(vertx);
        oidc.provider.answer(
                Endpoint.TOKEN,
                request -> {
                    sent.set(request.request().formAttributes());
                    request.response().setStatusCode(400).end();
                });
    }

    @Test
    void theSecretSignsAndIsNotSent() throws Exception {
        SignedJWT token = sentBy(ClientAuthentication.SECRET_JWT, SECRET);

        assertThat(token.verify(new MACVerifier(SECRET))).isTrue();
        assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo(oidc.provider.clientId());
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo(oidc.provider.clientId());
        assertThat(token.getJWTClaimsSet().getAudience())
                .containsExactly(oidc.provider.url(Endpoint.TOKEN));
        assertThat(token.getJWTClaimsSet().getExpirationTime().toInstant())
                .isEqualTo(oidc.clock.instant().plusSeconds(60));
        assertThat(sent.get().toString()).doesNotContain(SECRET);
    }

    @Test
    void eachTokenHasAnIdOfItsOwn() throws Exception {
        SignedJWT first = sentBy(ClientAuthentication.SECRET_JWT, SECRET);
        SignedJWT second = sentBy(ClientAuthentication.SECRET_JWT, SECRET);

        assertThat(first.getJWTClaimsSet().getJWTID())
                .isNotEqualTo(second.getJWTClaimsSet().getJWTID());
    }

    @Test
    void aPrivateKeySigns() throws Exception {
        var rsa = oidc.provider.keys().rsa();
        var ec = oidc.provider.keys().ec();

        SignedJWT byRsa =
                sentBy(ClientAuthentication.PRIVATE_KEY_JWT, pem(rsa.toPrivateKey().getEncoded()));
        SignedJWT byEc =
                sentBy(ClientAuthentication.PRIVATE_KEY_JWT, pem(ec.toPrivateKey().getEncoded()));

        assertThat(byRsa.verify(new RSASSAVerifier(rsa.toPublicJWK()))).isTrue();
        assertThat(byEc.verify(new ECDSAVerifier(ec.toPublicJWK()))).isTrue();
    }

    @Test
    void aSecretThatCannotSignIsNamedButNotShown() {
        connection(ClientAuthentication.PRIVATE_KEY_JWT, "canary-no-key");
        assertThat(oidc.failure())
                .hasMessageContaining("client-secret")
                .hasMessageContaining("PKCS#8")
                .hasMessageNotContaining("canary");

        connection(ClientAuthentication.SECRET_JWT, "canary-short");
        assertThat(oidc.failure())
                .hasMessageContaining("shorter than 32 bytes")
                .hasMessageNotContaining("canary");
    }

    private SignedJWT sentBy(ClientAuthentication by, String secret) throws Exception {
        connection(by, secret);
        assertThat(oidc.failure()).isNotNull();
        assertThat(sent.get().get("client_assertion_type")).isEqualTo(TYPE);
        return SignedJWT.parse(sent.get().get("client_assertion"));
    }

    private void connection(ClientAuthentication by, String secret) {
        oidc.authenticator(known ->
                new OidcConnection(
                        known.id(),
                        known.title(),
                        known.issuer(),
                        known.clientId(),
                        new Secret(secret),
                        by,
                        known.scopes(),
                        known.authorizationParameters(),
                        known.signingAlgorithms(),
                        known.audiences(),
                        known.provisioning(),
                        null,
                        SignOut.PROVIDER,
                        ResponseMode.FORM_POST,
                        OidcConnection.Quirks.NONE));
    }

    @Test
    void theAnswerCanBePosted() {
        connection(ClientAuthentication.BASIC, SECRET);

        assertThat(OidcFixture.query(oidc.begin().to()))
                .containsEntry("response_mode", "form_post");
    }

    private static String pem(byte[] encoded) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(encoded)
                + "\n-----END PRIVATE KEY-----\n";
    }
}
