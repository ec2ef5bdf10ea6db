package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.login.Authenticator.Attempt.Asked;
import dev.vestibule.gateway.login.Authenticator.Challenge;
import dev.vestibule.gateway.outbound.BoundedHttp;
import dev.vestibule.gateway.seal.TestKeyRing;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

@ExtendWith(VertxExtension.class)
class AuthorizationRequestsTest {
    private static final URI REDIRECT_URI = URI.create("http://localhost/.vestibule/callback/x");

    private static final Asked NOTHING = new Asked(false, null, List.of(), Map.of());

    private BoundedHttp http;
    private AuthorizationRequests requests;

    @BeforeEach
    void start(Vertx vertx) {
        http = new BoundedHttp(vertx);
        requests =
                new AuthorizationRequests(
                        connection(),
                        REDIRECT_URI,
                        new OidcResources(
                                vertx,
                                http,
                                InstantSource.system(),
                                new Tokens(new SecureRandom()),
                                TestKeyRing.create()));
    }

    private static OidcConnection connection() {
        return new OidcConnection(
                "x",
                "X",
                URI.create("https://idp.example"),
                "client",
                new Secret("secret"),
                OidcConnection.ClientAuthentication.BASIC,
                List.of("openid"),
                Map.of(),
                Set.of("RS256"),
                Set.of(),
                OidcFixture.PROVISIONING,
                null);
    }

    @Test
    void keepsTheQueryThatTheEndpointHasOfItsOwn() {
        Challenge.Redirect start =
                requests.create(
                        URI.create("https://idp.example/auth?policy=b2c"), "state-1", NOTHING);

        assertThat(start.to().toString())
                .startsWith("https://idp.example/auth?policy=b2c&")
                .doesNotContain("??");
        assertThat(OidcFixture.query(start.to()))
                .containsEntry("policy", "b2c")
                .containsEntry("state", "state-1")
                .containsEntry("redirect_uri", REDIRECT_URI.toString());
    }

    @Test
    void asksWithAQueryWhereTheEndpointHasNone() {
        Challenge.Redirect start =
                requests.create(URI.create("https://idp.example/auth"), "state-1", NOTHING);

        assertThat(OidcFixture.query(start.to()))
                .containsEntry("response_type", "code")
                .containsEntry("nonce", OidcFixture.state(start).nonce())
                .containsEntry("code_challenge_method", "S256");
    }
}
