package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.flow.connection.OidcConnection.ClientAuthentication;
import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.Authenticator.Challenge;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

@Timeout(120)
@ExtendWith(VertxExtension.class)
final class OidcSignInTest {
    private OidcFixture oidc;

    @BeforeEach
    void start(Vertx vertx) {
        oidc = new OidcFixture(vertx);
    }

    @Test
    void aPersonIsSignedInWithTheirClaims() {
        VerifiedIdentity identity = oidc.signIn();

        assertThat(identity.connection()).isEqualTo("test");
        assertThat(identity.issuer()).isEqualTo(oidc.provider.issuer());
        assertThat(identity.subject()).isEqualTo("ada-1815");
        assertThat(identity.claims().values())
                .containsEntry("email", "ada@example.org")
                .containsEntry("email_verified", true)
                .containsEntry("groups", List.of("eng"))
                .containsEntry("iss", oidc.provider.issuer());
    }

    @ParameterizedTest
    @EnumSource(names = {"BASIC", "POST"})
    void aSecretWithSpecialCharactersAuthenticatesTheClient(ClientAuthentication method) {
        oidc.authenticator(connection -> authenticatingBy(method, connection));

        oidc.signIn();

        assertThat(oidc.provider.lastClientAuthentication()).isEqualTo(method);
    }

    @Test
    void theAuthorizationRequestIsBoundToThisLogin() {
        Challenge.Redirect first = oidc.begin();
        Challenge.Redirect second = oidc.begin();

        assertThat(OidcFixture.query(first.to()))
                .containsEntry("response_type", "code")
                .containsEntry("client_id", oidc.provider.clientId())
                .containsEntry("redirect_uri", OidcFixture.REDIRECT_URI.toString())
                .containsEntry("state", "state-1")
                .containsEntry("scope", "openid profile email")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("nonce", OidcFixture.state(first).nonce())
                .doesNotContainEntry("code_challenge", OidcFixture.state(first).codeVerifier());
        assertThat(OidcFixture.state(first).nonce())
                .hasSize(43)
                .isNotEqualTo(OidcFixture.state(second).nonce());
        assertThat(OidcFixture.state(first).codeVerifier())
                .hasSize(43)
                .isNotEqualTo(OidcFixture.state(second).codeVerifier());
    }

    @Test
    void theConnectionsOwnParametersNeverReplaceTheProtocols() {
        oidc.authenticator(connection ->
                withParameters(
                        Map.of(
                                "prompt", "login",
                                "acr_values", "urn:a urn:b",
                                "state", "evil",
                                "nonce", "evil",
                                "redirect_uri", "https://evil.example",
                                "response_mode", "fragment",
                                "request", "evil",
                                "code_challenge_method", "plain"),
                        connection));

        Challenge.Redirect start = oidc.begin();

        assertThat(OidcFixture.query(start.to()))
                .containsEntry("prompt", "login")
                .containsEntry("acr_values", "urn:a urn:b")
                .containsEntry("state", "state-1")
                .containsEntry("nonce", OidcFixture.state(start).nonce())
                .containsEntry("redirect_uri", OidcFixture.REDIRECT_URI.toString())
                .containsEntry("code_challenge_method", "S256")
                .doesNotContainKeys("request", "response_mode");
    }

    @Test
    void anEllipticCurveSignsAsWell() {
        oidc.provider.algorithm(JWSAlgorithm.ES256);

        assertThat(oidc.signIn().subject()).isEqualTo("ada-1815");
    }

    @Test
    void metadataAndKeysAreFetchedOnceForManyLogins() {
        oidc.signIn();
        oidc.signIn();

        assertThat(oidc.provider.requests(Endpoint.DISCOVERY)).isEqualTo(1);
        assertThat(oidc.provider.requests(Endpoint.JWKS)).isEqualTo(1);
        assertThat(oidc.provider.requests(Endpoint.TOKEN)).isEqualTo(2);
    }

    @Test
    void aProviderWithoutUserinfoNeedsNone() {
        oidc.provider.metadata(document -> {
            document.remove("userinfo_endpoint");
            return document;
        });

        assertThat(oidc.signIn().claims().values()).containsEntry("name", "Ada Lovelace");
        assertThat(oidc.provider.requests(Endpoint.USERINFO)).isZero();
    }

    @Test
    void whenAndHowThePersonWasAuthenticatedIsKept() {
        long earlier = oidc.clock.instant().getEpochSecond() - 3_000;
        oidc.provider.idTokenClaims(claims -> {
            claims.put("auth_time", earlier);
            claims.put("amr", List.of("pwd", "otp"));
            return claims;
        });

        VerifiedIdentity identity = oidc.signIn();

        assertThat(identity.authenticatedAt()).isEqualTo(Instant.ofEpochSecond(earlier));
        assertThat(identity.amr()).containsExactly("pwd", "otp");
    }

    @Test
    void methodsAndALevelOfAnotherTypeProveNothingAndRefuseNothing() {
        oidc.provider.idTokenClaims(claims -> {
            claims.put("acr", 1);
            claims.put("amr", Map.of("method", "pwd"));
            return claims;
        });

        assertThat(oidc.signIn().amr()).isEmpty();
    }

    @Test
    void withoutAnAuthenticationTimeTheMomentOfVerificationCounts() {
        assertThat(oidc.signIn().authenticatedAt()).isEqualTo(oidc.clock.instant());
    }

    @Test
    void thePersonOfTheAuthorizationRequestSignsIn() {
        Challenge.Redirect start = oidc.begin();
        String address = TestProvider.as(Map.of("sub", "grace"), start.to().toString());

        VerifiedIdentity identity = oidc.complete(start, oidc.visit(URI.create(address)));

        assertThat(identity.subject()).isEqualTo("grace");
    }

    private static OidcConnection authenticatingBy(
            ClientAuthentication method, OidcConnection connection) {
        return new OidcConnection(
                connection.id(),
                connection.title(),
                connection.issuer(),
                connection.clientId(),
                connection.clientSecret(),
                method,
                connection.scopes(),
                connection.authorizationParameters(),
                connection.signingAlgorithms(),
                connection.audiences(),
                connection.provisioning(),
                null);
    }

    private static OidcConnection withParameters(
            Map<String, String> parameters, OidcConnection connection) {
        return new OidcConnection(
                connection.id(),
                connection.title(),
                connection.issuer(),
                connection.clientId(),
                connection.clientSecret(),
                connection.clientAuthentication(),
                connection.scopes(),
                parameters,
                connection.signingAlgorithms(),
                connection.audiences(),
                connection.provisioning(),
                null);
    }
}
