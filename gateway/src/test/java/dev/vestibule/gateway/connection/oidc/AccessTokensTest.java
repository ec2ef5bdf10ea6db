package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;

import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;
import dev.vestibule.gateway.identity.BearerTokens;
import dev.vestibule.gateway.identity.BearerTokens.Bearer;
import dev.vestibule.gateway.identity.BearerTokens.Terms;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.AuthenticationFailure.Reason;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which access tokens hold. */
@ExtendWith(VertxExtension.class)
final class AccessTokensTest {
    private static final String API = "https://api.example.org";
    private static final Terms SIGNED = new Terms(Set.of(API), false);
    private static final Terms ASKED = new Terms(Set.of(API), true);
    private static final JWSHeader HMAC =
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType("at+jwt")).build();

    private OidcFixture oidc;
    private BearerTokens tokens;
    private TestAccessTokens issued;

    @BeforeEach
    void start(Vertx vertx) {
        oidc = new OidcFixture(vertx);
        oidc.provider.introspects();
        tokens = oidc.authenticator.bearerTokens();
        issued = oidc.provider.accessTokens();
    }

    @Test
    void aSignedTokenSaysWhoseItIs() {
        Bearer bearer =
                holds(
                        issued.jwt(
                                Map.of("scope", "read write", "scp", List.of("admin"), "acr", "x")),
                        SIGNED);

        assertThat(bearer.identity().subject()).isEqualTo("1");
        assertThat(bearer.identity().claims().text("acr")).isEqualTo("x");
        assertThat(bearer.scopes()).containsExactlyInAnyOrder("read", "write", "admin");
        assertThat(bearer.end()).isEqualTo(oidc.clock.instant().plusSeconds(360));
        assertThat(bearer.toString()).doesNotContain("eyJ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "AT+JWT", "application/at+jwt", "JWT"})
    void theTypeOfItsHeaderMayBeThis(String type) {
        holds(issued.jwt(type, Map.of()), SIGNED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "logout+jwt",
                "id_token",
                "dpop+jwt",
                "secevent+jwt",
                "userinfo+jwt",
                "JOSE"
            })
    void anotherTypeIsRefused(String type) {
        refused(issued.jwt(type, Map.of()), SIGNED);
    }

    @Test
    void anIdTokenIsNoAccessToken() {
        String client = oidc.provider.clientId();
        refused(issued.jwt("JWT", Map.of("aud", client)), SIGNED);
        refused(issued.jwt("JWT", Map.of("aud", List.of(client, API))), SIGNED);
        refused(issued.jwt("JWT", Map.of("nonce", "n")), SIGNED);
        refused(issued.jwt("JWT", Map.of("at_hash", "h")), SIGNED);
        refused(issued.jwt("JWT", Map.of("typ", "ID")), SIGNED);
        refused(issued.jwt("JWT", Map.of("token_use", "id")), SIGNED);
        refused(issued.jwt(Map.of("typ", "Refresh")), SIGNED);
        refused(issued.jwt(Map.of("events", Map.of())), SIGNED);
        refused(issued.opaque(Map.of("typ", "Refresh")), ASKED);
        refused(issued.opaque(Map.of("token_type", "refresh_token")), ASKED);
        refused(issued.opaque(Map.of("token_use", "refresh_token")), ASKED);
    }

    @Test
    void aTokenThatIsBoundToAKeyIsNoBearerToken() {
        refused(issued.jwt(Map.of("cnf", Map.of("jkt", "x"))), SIGNED);
        refused(issued.opaque(Map.of("cnf", Map.of("x5t#S256", "x"))), ASKED);
    }

    @Test
    void itIsForThisAudienceAndOfThisIssuer() {
        holds(issued.jwt(Map.of("aud", List.of("https://other.example.org", API))), SIGNED);
        refused(issued.jwt(Map.of("aud", "https://other.example.org")), SIGNED);
        refused(issued.jwt(Map.of("aud", API + "/")), SIGNED);
        refused(issued.jwt(Map.of("aud", "")), SIGNED);
        refused(issued.jwt(Map.of("aud", 7)), SIGNED);
        refused(issued.jwt(Map.of("iss", "https://evil.example.org")), SIGNED);
        refused(issued.jwt(Map.of("iss", oidc.provider.issuer() + "/")), SIGNED);
        refused(issued.jwt(Map.of("iss", "")), SIGNED);
        refused(issued.opaque(Map.of("aud", "")), ASKED);
        refused(issued.opaque(Map.of("iss", "https://evil.example.org")), ASKED);
        holds(issued.opaque(Map.of("iss", "")), ASKED);
    }

    @Test
    void itHoldsInItsTimeWithAMinuteForTheClocks() {
        long now = oidc.clock.instant().getEpochSecond();
        holds(issued.jwt(Map.of("exp", now - 59)), SIGNED);
        refused(issued.jwt(Map.of("exp", now - 60)), SIGNED);
        refused(issued.jwt(Map.of("exp", "")), SIGNED);
        refused(issued.jwt(Map.of("exp", "never")), SIGNED);
        refused(issued.jwt(Map.of("nbf", now + 61)), SIGNED);
        holds(issued.jwt(Map.of("nbf", now + 60)), SIGNED);
        refused(issued.jwt(Map.of("iat", now + 61)), SIGNED);
        refused(issued.opaque(Map.of("exp", now - 60)), ASKED);
        assertThat(holds(issued.opaque(Map.of("exp", "")), ASKED).end()).isNull();
    }

    @Test
    void itNamesItsUser() {
        refused(issued.jwt(Map.of("sub", "")), SIGNED);
        refused(issued.jwt(Map.of("sub", "a".repeat(256))), SIGNED);
        refused(issued.jwt(Map.of("sub", "a\nb")), SIGNED);
        refused(issued.opaque(Map.of("sub", "")), ASKED);
    }

    @Test
    void itsSignatureIsOfTheProvidersKeyAndNoOtherOne() throws JOSEException {
        Map<String, Object> claims = issued.claims(Map.of());
        JWSHeader own =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(oidc.provider.keys().rsa().getKeyID())
                        .build();
        refused(TestKeys.sign(own, TestKeys.newRsaKey(), claims), SIGNED);
        var foreign = TestKeys.newRsaKey();
        JWSHeader jwk =
                new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(foreign.toPublicJWK()).build();
        refused(TestKeys.sign(jwk, foreign, claims), SIGNED);
        String publicKey = oidc.provider.keys().rsa().toPublicJWK().toJSONString();
        byte[] secret = publicKey.getBytes(StandardCharsets.UTF_8);
        refused(TestKeys.sign(HMAC, new MACSigner(secret), claims), SIGNED);
        for (String none : List.of("none", "nOnE", "")) {
            refused(
                    TestKeys.compact("{\"alg\":\"" + none + "\"}", claims, _ -> new byte[] {1}),
                    SIGNED);
        }
        String good = issued.jwt(Map.of());
        refused(good.substring(0, good.lastIndexOf('.') + 1), SIGNED);
        String[] parts = good.split("\\.", -1);
        String[] others = issued.jwt(Map.of("sub", "2")).split("\\.", -1);
        refused(parts[0] + "." + others[1] + "." + parts[2], SIGNED);
    }

    @Test
    void anotherAlgorithmThanThoseOfTheConnectionIsRefused() {
        Map<String, Object> claims = issued.claims(Map.of());
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.PS256)
                        .keyID(oidc.provider.keys().rsa().getKeyID())
                        .build();
        refused(TestKeys.sign(header, oidc.provider.keys().rsa(), claims), SIGNED);
    }

    @Test
    void garbageIsRefusedAndNoFaultOfTheProvider() {
        for (String garbage :
                List.of(
                        "",
                        "x",
                        "a b",
                        "..",
                        "e30.e30.e30",
                        "eyJhbGciOiJSUzI1NiJ9..",
                        "eyJhbGciOiJSUzI1NiJ9.W10.AA",
                        "a.b.c.d.e",
                        "\u00e9",
                        "x".repeat(20_000))) {
            refused(garbage, SIGNED);
            refused(garbage, ASKED);
        }
        Map<String, Object> many = new HashMap<>();
        for (int at = 0; at < 3000; at++) {
            many.put("c" + at, 1);
        }
        refused(issued.jwt(many), SIGNED);
    }

    @Test
    void anOpaqueTokenIsAskedAboutOnlyWhereTheAppSaysSo() {
        String token = issued.opaque(Map.of("scope", "read"));

        assertThat(holds(token, ASKED).scopes()).containsExactly("read");
        refused(token, SIGNED);
        assertThat(oidc.provider.requests(Endpoint.INTROSPECT)).isEqualTo(1);
    }

    @Test
    void aRevokedTokenIsRefusedAlsoWhenItIsSigned() {
        String jwt = issued.jwt(Map.of());
        holds(jwt, ASKED);
        issued.revoke(jwt);

        refused(jwt, ASKED);
        holds(jwt, SIGNED);
    }

    @Test
    void noForgedTokenReachesTheProvider() {
        Map<String, Object> claims = issued.claims(Map.of());
        JWSHeader own = new JWSHeader.Builder(JWSAlgorithm.RS256).build();
        refused(TestKeys.sign(own, TestKeys.newRsaKey(), claims), ASKED);

        assertThat(oidc.provider.requests(Endpoint.INTROSPECT)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"active\":\"true\"}",
                "{\"active\":1}",
                "{\"active\":null}",
                "{}",
                "{\"active\":false,\"sub\":\"1\"}"
            })
    void onlyTrueMeansActive(String answer) {
        answers(200, answer);

        refused(issued.opaque(Map.of()), ASKED);
    }

    @Test
    void theProviderSpeaksOfTheSameUser() {
        String jwt = issued.jwt(Map.of());
        answers(200, "{\"active\":true,\"sub\":\"2\"}");

        refused(jwt, ASKED);
    }

    @Test
    void aProviderThatDoesNotSayIsNoRefusal() {
        answers(503, "");
        assertThat(failure(issued.opaque(Map.of()), ASKED).reason())
                .isEqualTo(Reason.PROVIDER_UNAVAILABLE);
        answers(401, "");
        assertThat(failure(issued.opaque(Map.of()), ASKED).reason())
                .isEqualTo(Reason.PROVIDER_ERROR);
        answers(200, "[]");
        assertThat(failure(issued.opaque(Map.of()), ASKED).reason())
                .isEqualTo(Reason.INVALID_PROVIDER_RESPONSE);
    }

    @Test
    void aKeyThatIsNewAtTheProviderIsFetched() {
        holds(issued.jwt(Map.of()), SIGNED);
        oidc.provider.keys().rotate();

        holds(issued.jwt(Map.of()), SIGNED);
    }

    @Test
    void randomTokensDoNotMakeTheGatewayFetchKeys() {
        for (int at = 0; at < 200; at++) {
            JWSHeader header =
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("random-" + at).build();
            refused(TestKeys.sign(header, TestKeys.newRsaKey(), issued.claims(Map.of())), SIGNED);
        }

        assertThat(oidc.provider.requests(Endpoint.JWKS)).isLessThan(10);
        oidc.clock.advance(Duration.ofMinutes(1));
        holds(issued.jwt(Map.of()), SIGNED);
    }

    @Test
    void failuresNameNoPartOfTheToken() {
        String token = issued.jwt(Map.of("aud", "https://other.example.org"));

        assertThat(failure(token, SIGNED).getMessage())
                .contains("the access token's aud", "https://other.example.org")
                .doesNotContain(token.substring(0, 10));
    }

    private Bearer holds(String token, Terms terms) {
        return tokens.verified(token, terms).await();
    }

    private void refused(String token, Terms terms) {
        assertThat(failure(token, terms).reason()).as(token).isEqualTo(Reason.ASSERTION_REJECTED);
    }

    private AuthenticationFailure failure(String token, Terms terms) {
        AuthenticationFailure failure =
                catchThrowableOfType(
                        AuthenticationFailure.class, () -> tokens.verified(token, terms).await());
        assertThat(failure).as(token).isNotNull();
        return failure;
    }

    private void answers(int status, String body) {
        oidc.provider.answer(
                Endpoint.INTROSPECT,
                context ->
                        context.response()
                                .setStatusCode(status)
                                .putHeader("content-type", "application/json")
                                .end(body));
    }
}
