package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;

import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.AuthenticationFailure.Reason;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

@Timeout(120)
@ExtendWith(VertxExtension.class)
final class UserinfoTest {
    private OidcFixture oidc;

    @BeforeEach
    void start(Vertx vertx) {
        oidc = new OidcFixture(vertx);
    }

    @Test
    void itsClaimsAreAdded() {
        oidc.provider.userinfo(info -> info.put("department", "engines").put("floor", 3));

        assertThat(oidc.signIn().claims().values())
                .containsEntry("department", "engines")
                .containsEntry("floor", 3L);
    }

    @Test
    void whatItSaysAboutThePersonIsNewerThanTheIdToken() {
        oidc.provider.userinfo(info -> info.put("email", "new@example.org"));

        assertThat(oidc.signIn().claims().values()).containsEntry("email", "new@example.org");
    }

    @Test
    void itCannotSpeakAboutTheAssertion() {
        oidc.provider.userinfo(info ->
                info.put("iss", "https://evil.example")
                        .put("aud", "evil")
                        .put("acr", "urn:strong")
                        .put("amr", List.of("hwk"))
                        .put("auth_time", 1)
                        .put("nonce", "evil"));

        Map<String, Object> claims = oidc.signIn().claims().values();

        assertThat(claims)
                .containsEntry("iss", oidc.provider.issuer())
                .containsEntry("aud", oidc.provider.clientId())
                .doesNotContainKeys("acr", "amr", "auth_time")
                .doesNotContainEntry("nonce", "evil");
    }

    @Test
    void anotherPersonsAnswerIsRejected() {
        oidc.provider.userinfo(info -> info.put("sub", "admin"));
        assertFails(Reason.ASSERTION_REJECTED, "sub differs");
    }

    @Test
    void anAnswerWithoutASubjectIsRejected() {
        oidc.provider.userinfo(info -> {
            info.remove("sub");
            return info;
        });
        assertFails(Reason.ASSERTION_REJECTED, "sub differs");
    }

    @ParameterizedTest
    @CsvSource({
        "401, PROVIDER_ERROR",
        "403, PROVIDER_ERROR",
        "500, PROVIDER_UNAVAILABLE",
        "429, PROVIDER_UNAVAILABLE"
    })
    void withoutItsAnswerNobodyIsSignedIn(int status, Reason reason) {
        answer(BadAnswers.status(status));
        assertFails(reason, "status " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "7", "[]", "[[\"sub\",\"ada-1815\"]]", "{} {}", "{sub:1}"})
    void anAnswerThatIsNoObjectIsGarbled(String garbage) {
        answer(BadAnswers.json(garbage));
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "no JSON object");
    }

    @Test
    void brokenUtf8IsGarbled() {
        answer(context ->
                context.response()
                        .putHeader("content-type", "application/json")
                        .end(Buffer.buffer(new byte[] {'{', '"', (byte) 0xc3, '"'})));
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "no JSON object");
    }

    @Test
    void aMemberThatAppearsTwiceIsGarbled() {
        answer(BadAnswers.json("{\"sub\":\"admin\",\"sub\":\"ada-1815\"}"));
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "no JSON object");
    }

    @Test
    void aMemberThatAppearsTwiceFurtherInsideIsGarbled() {
        answer(BadAnswers.json("{\"sub\":\"ada-1815\",\"address\":[{\"street\":1,\"street\":2}]}"));
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "it has the member 'street' twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/plain", "application/jwt+xml", ""})
    void anAnswerOfAnotherTypeIsGarbled(String type) {
        answer(BadAnswers.body(type, "{\"sub\":\"ada-1815\"}"));
        assertFails(
                Reason.INVALID_PROVIDER_RESPONSE,
                "its Content-Type is '" + type + "', no JSON type");
    }

    @Test
    void aSignedAnswerAddsItsClaims() {
        signed(Map.of("sub", "ada-1815", "iss", oidc.provider.issuer(), "team", "engines"));

        assertThat(oidc.signIn().claims().values()).containsEntry("team", "engines");
    }

    @Test
    void aSignedAnswerOfAnotherIssuerAudienceOrUserIsRejected() {
        signed(Map.of("sub", "ada-1815", "iss", "https://evil.example"));
        assertFails(Reason.ASSERTION_REJECTED, "the userinfo answer's iss is not");
        signed(Map.of("sub", "ada-1815", "aud", "another-client"));
        assertFails(Reason.ASSERTION_REJECTED, "the userinfo answer's aud does not name");
        signed(Map.of("sub", "eve"));
        assertFails(Reason.ASSERTION_REJECTED, "about another user");
    }

    @Test
    void anAnswerThatTheProviderHasNotSignedIsRejected() {
        Map<String, Object> claims = Map.of("sub", "ada-1815");
        jwt(TestKeys.compact("{\"alg\":\"none\"}", claims, _ -> new byte[0]));
        assertFails(Reason.ASSERTION_REJECTED, "the userinfo answer");
        jwt(TestKeys.compact("{\"alg\":\"RS256\"}", claims, _ -> new byte[256]));
        assertFails(Reason.ASSERTION_REJECTED, "the userinfo answer's signature does not hold");
        jwt("e30.e30.e30");
        assertFails(Reason.ASSERTION_REJECTED, "the userinfo answer's header is not valid");
    }

    private void signed(Map<String, Object> claims) {
        jwt(oidc.provider.keys().sign(JWSAlgorithm.RS256, claims));
    }

    private void jwt(String token) {
        answer(BadAnswers.body("application/jwt; charset=utf-8", token));
    }

    @Test
    void anAnswerNestedTooDeepIsGarbled() {
        String deep = "[".repeat(4_000);
        answer(BadAnswers.json("{\"sub\":\"ada-1815\",\"x\":" + deep));
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "no JSON object");
    }

    @Test
    void anAnswerThatHangsIsNotAwaited() {
        oidc.hurry();
        answer(BadAnswers.hang());
        assertFails(Reason.PROVIDER_UNAVAILABLE, "no whole answer within");
    }

    @Test
    void itIsAskedOnlyAfterTheIdTokenHasPassed() {
        oidc.provider.idTokenClaims(claims -> {
            claims.put("nonce", "another");
            return claims;
        });
        assertFails(Reason.ASSERTION_REJECTED, "nonce");
        assertThat(oidc.provider.requests(Endpoint.USERINFO)).isZero();
    }

    @Test
    void anUnchangedObjectIsStillPlainJava() {
        oidc.provider.userinfo(
                info -> info.put("address", new JsonObject().put("locality", "London")));

        assertThat(oidc.signIn().claims().values())
                .containsEntry("address", Map.of("locality", "London"));
    }

    private void answer(Handler<RoutingContext> handler) {
        oidc.provider.answer(Endpoint.USERINFO, handler);
    }

    private void assertFails(Reason reason, String because) {
        AuthenticationFailure failure = oidc.failure();
        assertThat(failure).hasMessageContaining(because);
        assertThat(failure.reason()).isEqualTo(reason);
    }
}
