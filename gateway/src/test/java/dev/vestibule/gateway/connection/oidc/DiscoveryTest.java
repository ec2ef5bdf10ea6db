package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.AuthenticationFailure.Reason;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;

@Timeout(120)
@ExtendWith(VertxExtension.class)
final class DiscoveryTest {
    private OidcFixture oidc;

    @BeforeEach
    void start(Vertx vertx) {
        oidc = new OidcFixture(vertx);
    }

    @Test
    void aDocumentOfAnotherIssuerIsRefused() {
        oidc.provider.metadata(document -> document.put("issuer", "https://evil.example"));
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "another issuer");
    }

    @Test
    void anIssuerThatDiffersByASlashIsAnotherIssuer() {
        oidc.provider.metadata(document -> document.put("issuer", oidc.provider.issuer() + "/"));
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "another issuer");
    }

    @Test
    void anIssuerThatEndsInASlashIsFoundAndKept() {
        String issuer = oidc.provider.issuer() + "/";
        oidc.provider.metadata(document -> document.put("issuer", issuer));
        oidc.provider.idTokenClaims(claims -> {
            claims.put("iss", issuer);
            return claims;
        });
        oidc.provider.redirect(answer -> {
            answer.put("iss", issuer);
            return answer;
        });
        oidc.authenticator(connection -> withIssuer(issuer, connection));

        assertThat(oidc.signIn().issuer()).isEqualTo(issuer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "http://jwks.example/keys",
                "http://localhost.evil.example/keys",
                "http://127.0.0.1.evil.example/keys",
                "http://user@127.0.0.1/keys",
                "https://sso.example/keys",
                "ftp://127.0.0.1/keys",
                "http://127.0.0.1/keys#fragment"
            })
    void anAddressOutsideLoopbackIsRefusedFromALoopbackIssuer(String address) {
        oidc.provider.metadata(document -> document.put("jwks_uri", address));
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"})
    void everyEndpointIsHeldToTheRule(String endpoint) {
        oidc.provider.metadata(document -> document.put(endpoint, "http://10.0.0.1/x"));
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, endpoint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization_endpoint", "token_endpoint", "jwks_uri", "issuer"})
    void aDocumentWithoutWhatWeNeedIsRefused(String member) {
        oidc.provider.metadata(document -> {
            document.remove(member);
            return document;
        });
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "the discovery document");
    }

    /** What is not used may be anything: providers write all of these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"subject_types_supported\":null",
                "\"ui_locales_supported\":[\"en_US\",\"de_DE\",7]",
                "\"token_endpoint_auth_methods_supported\":\"client_secret_basic\"",
                "\"id_token_signing_alg_values_supported\":{}",
                "\"response_types_supported\":[]",
                "\"response_types_supported\":[\"\"]",
                "\"scopes_supported\":\"openid email\"",
                "\"registration_endpoint\":\"not an address\"",
                "\"registration_endpoint\":\"http://10.0.0.1/x\"",
                "\"end_session_endpoint\":\"\"",
                "\"introspection_endpoint\":7",
                "\"op_policy_uri\":\"{tenant}\"",
                "\"claims_supported\":[[[\"sub\"]]]",
                "\"mtls_endpoint_aliases\":[]",
                "\"code_challenge_methods_supported\":\"S256\"",
                "\"signed_metadata\":\"e30.e30.e30\"",
                "\"\":\"\""
            })
    void aMemberThatIsNotUsedIsNotJudged(String member) {
        JsonObject odd = new JsonObject("{" + member + "}");
        oidc.provider.metadata(document -> document.mergeIn(odd));

        assertThat(oidc.signIn().subject()).isEqualTo("ada-1815");
    }

    @Test
    void theDocumentMayConsistOfWhatIsUsedOnly() {
        oidc.provider.metadata(document ->
                new JsonObject()
                        .put("issuer", document.getString("issuer"))
                        .put("jwks_uri", document.getString("jwks_uri"))
                        .put("token_endpoint", document.getString("token_endpoint"))
                        .put(
                                "authorization_endpoint",
                                document.getString("authorization_endpoint")));

        assertThat(oidc.signIn().subject()).isEqualTo("ada-1815");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "jwks_uri | 7 | its jwks_uri is 7, not text",
                "jwks_uri | [] | its jwks_uri is a list, not text",
                "token_endpoint | {} | its token_endpoint is an object, not text",
                "issuer | true | its issuer is true, not text",
                "userinfo_endpoint | false | its userinfo_endpoint is false, not text",
                "token_endpoint | '' | token_endpoint is '', which is not an https address",
                "userinfo_endpoint | '' | userinfo_endpoint is '', which is not an https address",
                "jwks_uri | 'not one' | jwks_uri is 'not one', which is not an https address",
                "jwks_uri | 'http://a_b/x' | jwks_uri is 'http://a_b/x', which is not",
                "authorization_response_iss_parameter_supported | 7 | is 7, neither true nor false"
            },
            delimiter = '|')
    void whatIsRefusedIsNamedWithItsValue(String member, String value, String because) {
        Object odd = new JsonObject("{\"x\":" + value.replace('\'', '"') + "}").getValue("x");
        oidc.provider.metadata(document -> document.put(member, odd));

        assertFails(Reason.INVALID_PROVIDER_RESPONSE, because);
    }

    @Test
    void bothIssuersAreNamedWhereTheyDiffer() {
        oidc.provider.metadata(document -> document.put("issuer", "https://evil.example"));
        assertFails(
                Reason.INVALID_PROVIDER_RESPONSE,
                "it says 'https://evil.example', and the connection says '%s'"
                        .formatted(oidc.provider.issuer()));
    }

    @Test
    void anIssuerThatDiffersByASlashIsNamedWithTheRemedy() {
        oidc.provider.metadata(document -> document.put("issuer", oidc.provider.issuer() + "/"));
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "only the slash at the end differs");
    }

    @Test
    void aForeignValueIsCutAndPrintable() {
        oidc.provider.metadata(
                document -> document.put("issuer", "\n\u202e\"" + "x".repeat(5_000)));

        assertThat(beginFails().getMessage()).hasSizeLessThan(500).matches("[\\x20-\\x7e]+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"issuer\":\"a\",\"issuer\":\"a\"}",
                "{\"issuer\":\"a\",\"\\u0069ssuer\":null}",
                "{\"unused\":{\"deep\":[{\"issuer\":1,\"issuer\":2}]}}"
            })
    void aMemberThatAppearsTwiceIsRefusedByItsName(String document) {
        oidc.provider.answer(Endpoint.DISCOVERY, BadAnswers.json(document));
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "it has the member 'issuer' twice");
    }

    @Test
    void theEndpointThatFailedIsNamed() {
        oidc.provider.answer(Endpoint.DISCOVERY, BadAnswers.status(404));
        assertFails(Reason.PROVIDER_ERROR, oidc.provider.url(Endpoint.DISCOVERY));
    }

    @Test
    void aDocumentOfTenMegabytesIsNotReadToItsEnd() {
        oidc.provider.answer(Endpoint.DISCOVERY, BadAnswers.huge(10_000_000));
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "larger than 262144 bytes");
    }

    @Test
    void aRedirectIsNotFollowed() {
        oidc.provider.answer(
                Endpoint.DISCOVERY, BadAnswers.redirect(oidc.provider.url(Endpoint.JWKS)));
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "redirects are not followed");
        assertThat(oidc.provider.requests(Endpoint.JWKS)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "404, PROVIDER_ERROR",
        "403, PROVIDER_ERROR",
        "204, PROVIDER_ERROR",
        "429, PROVIDER_UNAVAILABLE",
        "500, PROVIDER_UNAVAILABLE",
        "503, PROVIDER_UNAVAILABLE"
    })
    void anotherStatusThanOkIsAFailure(int status, Reason reason) {
        oidc.provider.answer(Endpoint.DISCOVERY, BadAnswers.status(status));
        assertFails(reason, "status " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "<html>", "{\"issuer\":7}"})
    void whatIsNoMetadataIsRefused(String garbage) {
        oidc.provider.answer(Endpoint.DISCOVERY, BadAnswers.json(garbage));
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "no OpenID provider metadata");
    }

    @Test
    void aProviderThatIsDownIsUnavailable() {
        oidc.provider.close();
        assertFails(Reason.PROVIDER_UNAVAILABLE, "ConnectException");
    }

    @Test
    void aDeadProviderIsNotHammered() {
        oidc.provider.answer(Endpoint.DISCOVERY, BadAnswers.status(503));
        beginFails();
        beginFails();
        assertThat(discoveries()).isEqualTo(1);

        oidc.clock.advance(Duration.ofSeconds(2));
        beginFails();
        assertThat(discoveries()).isEqualTo(2);
    }

    @Test
    void aProviderThatIsBackServesAgain() {
        oidc.provider.answer(Endpoint.DISCOVERY, BadAnswers.status(503));
        beginFails();
        oidc.provider.behave(Endpoint.DISCOVERY);
        oidc.clock.advance(Duration.ofSeconds(2));

        assertThat(oidc.signIn().subject()).isEqualTo("ada-1815");
    }

    @Test
    void manyLoginsAtOnceShareOneFetch(VertxTestContext context) {
        Future.all(
                        Stream.generate(() ->
                                        oidc.authenticator.begin(
                                                OidcFixture.attempt("state", false)))
                                .limit(50)
                                .toList())
                .onComplete(
                        context.succeeding(_ ->
                                context.verify(() -> {
                                    assertThat(discoveries()).isEqualTo(1);
                                    context.completeNow();
                                })));
    }

    @ParameterizedTest
    @CsvSource({
        "'', PT1H",
        "'max-age=600', PT10M",
        "'public, max-age=600, must-revalidate', PT10M",
        "'max-age=1', PT5M",
        "'no-store', PT5M",
        "'no-cache, max-age=600', PT5M",
        "'max-age=99999999', PT24H",
        "'max-age=99999999999999', PT1H",
        "'s-maxage=600', PT1H",
        "'max-age=-5', PT1H"
    })
    void theDocumentIsKeptAsLongAsItsHeaderSaysWithinBounds(String header, Duration kept) {
        oidc.provider.cacheControl(Endpoint.DISCOVERY, header);
        oidc.begin();
        oidc.clock.advance(kept.minusSeconds(1));
        oidc.begin();
        assertThat(discoveries()).isEqualTo(1);

        oidc.clock.advance(Duration.ofSeconds(1));
        oidc.begin();
        assertThat(discoveries()).isEqualTo(2);
    }

    @Test
    void whileARefreshFailsTheLastGoodDocumentServesForADay() {
        oidc.begin();
        oidc.provider.answer(Endpoint.DISCOVERY, BadAnswers.status(503));
        oidc.clock.advance(Duration.ofHours(1));
        oidc.begin();
        oidc.begin();
        assertThat(discoveries()).isEqualTo(2);

        oidc.clock.advance(Duration.ofHours(24));
        assertThat(beginFails().reason()).isEqualTo(Reason.PROVIDER_UNAVAILABLE);
    }

    private AuthenticationFailure beginFails() {
        return catchThrowableOfType(AuthenticationFailure.class, oidc::begin);
    }

    private void assertFails(Reason reason, String because) {
        AuthenticationFailure failure = beginFails();
        assertThat(failure).hasMessageContaining(because);
        assertThat(failure.reason()).isEqualTo(reason);
    }

    private int discoveries() {
        return oidc.provider.requests(Endpoint.DISCOVERY);
    }

    private static OidcConnection withIssuer(String issuer, OidcConnection connection) {
        return new OidcConnection(
                connection.id(),
                connection.title(),
                URI.create(issuer),
                connection.clientId(),
                connection.clientSecret(),
                connection.clientAuthentication(),
                connection.scopes(),
                connection.authorizationParameters(),
                connection.signingAlgorithms(),
                connection.audiences(),
                connection.provisioning(),
                null);
    }
}
