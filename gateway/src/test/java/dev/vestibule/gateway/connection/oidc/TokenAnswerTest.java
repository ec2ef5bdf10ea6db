package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.AuthenticationFailure.Reason;
import dev.vestibule.gateway.login.Authenticator.Challenge;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.junit5.VertxExtension;

import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** What may come back from the token endpoint, and what may not. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class TokenAnswerTest {
    private OidcFixture oidc;

    @BeforeEach
    void start(Vertx vertx) {
        oidc = new OidcFixture(vertx);
    }

    @Test
    void anAnswerWithoutAnIdTokenIsGarbled() {
        change("id_token", null);
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "no ID token");
    }

    @Test
    void anIdTokenThatIsNoTextIsGarbled() {
        change("id_token", 7);
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "no ID token");
    }

    @Test
    void anAnswerWithoutAnAccessTokenIsGarbled() {
        change("access_token", null);
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "not as OAuth 2.0 has it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mac", "DPoP", "N_A", ""})
    void anotherTokenTypeThanBearerIsGarbled(String type) {
        change("token_type", type);
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "the token answer");
    }

    @Test
    void theTokenTypeMayBeWrittenInAnyCase() {
        change("token_type", "bEARER");
        assertThat(oidc.signIn().subject()).isEqualTo("ada-1815");
    }

    /** Providers send all of these, and we use none of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"scope\":[\"openid\",\"user:read:email\"]",
                "\"scope\":\"\"",
                "\"scope\":null",
                "\"scope\":7",
                "\"expires_in\":\"3600\"",
                "\"expires_in\":\"\"",
                "\"expires_in\":-1",
                "\"expires_in\":1e400",
                "\"expires_in\":123456789012345678901234567890",
                "\"expires_in\":{}",
                "\"refresh_token\":\"\"",
                "\"refresh_token\":{\"token\":[]}",
                "\"error\":null",
                "\"issued_token_type\":7",
                "\"not-before-policy\":0,\"session_state\":[]",
                "\"token_type\":null",
                "\"token_type\":\"BEARER\""
            })
    void aMemberThatIsNotUsedIsNotJudged(String member) {
        JsonObject odd = new JsonObject("{" + member + "}");
        oidc.provider.tokenAnswer(answer -> answer.mergeIn(odd));

        assertThat(oidc.signIn().subject()).isEqualTo("ada-1815");
    }

    @Test
    void withoutATokenTypeTheTokenIsABearersToken() {
        change("token_type", null);
        assertThat(oidc.signIn().subject()).isEqualTo("ada-1815");
    }

    @Test
    void anotherTokenTypeIsNamed() {
        change("token_type", "DPoP");
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "token_type is 'DPoP', not Bearer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json;charset=UTF-8",
                "Application/JSON ; charset=utf-8",
                "application/vnd.example+json",
                "application/problem+json; x=\"y\""
            })
    void everyJsonTypeIsTaken(String type) {
        typed(type);
        assertThat(oidc.signIn().subject()).isEqualTo("ada-1815");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text/html",
                "text/plain; charset=utf-8",
                "application/x-www-form-urlencoded",
                "application/jsonp",
                "application/json, text/html",
                "xapplication/json",
                "application/json+xml",
                "text/html; application/json"
            })
    void anotherContentTypeIsRefusedByItsName(String type) {
        typed(type);
        assertFails(
                Reason.INVALID_PROVIDER_RESPONSE,
                "its Content-Type is '" + type.split(";", -1)[0] + "', no JSON type");
    }

    @Test
    void twoContentTypesAreNone() {
        answer(context ->
                context.response()
                        .putHeader(
                                "content-type",
                                (Iterable<String>) List.of("application/json", "text/html"))
                        .end("{}"));
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "no JSON type");
    }

    @Test
    void noContentTypeIsRefused() {
        answer(context -> context.response().end("{}"));
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "no JSON type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id_token\":\"a\",\"id_token\":\"a\"}",
                "{\"id_token\":null,\"\\u0069d_token\":\"a\"}",
                "{\"unused\":[{\"id_token\":1,\"id_token\":1}]}"
            })
    void aMemberThatAppearsTwiceIsRefusedByItsName(String text) {
        answer(BadAnswers.json(text));
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "it has the member 'id_token' twice");
    }

    @Test
    void aPageWithAnErrorStatusIsNamedByItsStatus() {
        answer(BadAnswers.status(404, "<html>"));
        assertFails(Reason.PROVIDER_ERROR, "status 404, no error code");
        assertFails(Reason.PROVIDER_ERROR, oidc.provider.url(Endpoint.TOKEN));
    }

    private void typed(String type) {
        oidc.provider.contentType(Endpoint.TOKEN, type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{", "access_token=a&id_token=b", "{}"})
    void whatIsNoTokenAnswerIsGarbled(String garbage) {
        answer(BadAnswers.json(garbage));
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "not as OAuth 2.0 has it");
    }

    @Test
    void aPageInsteadOfAnAnswerIsGarbled() {
        answer(BadAnswers.garbage());
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "not as OAuth 2.0 has it");
    }

    @Test
    void anAnswerOfTwoMegabytesIsGarbled() {
        answer(BadAnswers.huge(2_000_000));
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "larger than 262144 bytes");
    }

    @Test
    void aRedirectIsNotFollowedWithTheSecret() {
        answer(BadAnswers.redirect(oidc.provider.url(Endpoint.USERINFO)));
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "redirects are not followed");
        assertThat(oidc.provider.requests(Endpoint.USERINFO)).isZero();
    }

    @Test
    void anAnswerThatDripsForEverIsCutOff() {
        oidc.hurry();
        answer(BadAnswers.drip());
        assertFails(Reason.PROVIDER_UNAVAILABLE, "no whole answer within");
    }

    @Test
    void anAnswerThatNeverComesIsNotAwaited() {
        oidc.hurry();
        answer(BadAnswers.hang());
        assertFails(Reason.PROVIDER_UNAVAILABLE, "no whole answer within");
    }

    @Test
    void anAnswerThatBreaksOffIsUnavailable() {
        answer(BadAnswers.cutOff());
        assertFails(Reason.PROVIDER_UNAVAILABLE, "no answer");
    }

    @Test
    void aProviderThatGoesDownBeforeTheExchangeIsUnavailable() {
        Challenge.Redirect start = oidc.begin();
        Answer answer = oidc.visit(start.to());
        oidc.provider.close();

        assertThat(failure(start, answer).reason()).isEqualTo(Reason.PROVIDER_UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_grant, invalid_grant",
        "invalid_client, invalid_client",
        "<svg onload=x>, an error code of its own"
    })
    void anErrorIsNamedOnlyIfItIsOfTheFixedList(String error, String named) {
        answer(BadAnswers.status(400, "{\"error\":\"" + error + "\"}"));
        assertFails(Reason.PROVIDER_ERROR, "refused with status 400, " + named);
    }

    @Test
    void anErrorWithStatusOkIsAnErrorAllTheSame() {
        answer(BadAnswers.json("{\"error\":\"invalid_grant\"}"));
        assertFails(Reason.PROVIDER_ERROR, "invalid_grant");
    }

    @Test
    void anOverloadedProviderIsUnavailable() {
        answer(BadAnswers.status(503));
        assertFails(Reason.PROVIDER_UNAVAILABLE, "503");
    }

    @Test
    void aWrongSecretIsTheProvidersError() {
        oidc.authenticator(connection ->
                new OidcConnection(
                        connection.id(),
                        connection.title(),
                        connection.issuer(),
                        connection.clientId(),
                        new Secret("wrong"),
                        connection.clientAuthentication(),
                        connection.scopes(),
                        connection.authorizationParameters(),
                        connection.signingAlgorithms(),
                        connection.audiences(),
                        connection.provisioning(),
                        null));
        assertFails(Reason.PROVIDER_ERROR, "invalid_client");
    }

    @Test
    void anotherLoginsCodeVerifierDoesNotRedeemTheCode() {
        Answer stolen = oidc.visit(oidc.begin().to());

        assertThat(failure(oidc.begin(), stolen)).hasMessageContaining("invalid_grant");
    }

    @Test
    void aCodeIsSpentOnce() {
        Challenge.Redirect start = oidc.begin();
        Answer answer = oidc.visit(start.to());
        oidc.complete(start, answer);

        assertThat(failure(start, answer)).hasMessageContaining("invalid_grant");
    }

    @Test
    void anAccessTokenThatFitsNoHeaderIsGarbled() {
        change("access_token", "line\r\nbreak");
        assertFails(Reason.INVALID_PROVIDER_RESPONSE, "cannot be written");
    }

    private void change(String name, @Nullable Object value) {
        oidc.provider.tokenAnswer(answer -> {
            answer.put(name, value);
            if (value == null) {
                answer.remove(name);
            }
            return answer;
        });
    }

    private void answer(Handler<RoutingContext> handler) {
        oidc.provider.answer(Endpoint.TOKEN, handler);
    }

    private AuthenticationFailure failure(Challenge.Redirect start, Answer answer) {
        return Assertions.catchThrowableOfType(
                AuthenticationFailure.class, () -> oidc.complete(start, answer));
    }

    private void assertFails(Reason reason, String because) {
        AuthenticationFailure failure = oidc.failure();
        assertThat(failure).hasMessageContaining(because);
        assertThat(failure.reason()).isEqualTo(reason);
    }
}
