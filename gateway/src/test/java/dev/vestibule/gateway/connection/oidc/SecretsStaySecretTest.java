package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.nimbusds.jose.JWSAlgorithm;

import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.Authenticator.Challenge;
import dev.vestibule.gateway.testing.LogLines;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Plants canaries in everything secret and looks for them wherever a text comes out. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class SecretsStaySecretTest {
    private OidcFixture oidc;
    private final LogLines log =
            LogLines.everything("dev.vestibule", "com.nimbusds", "io.vertx.core");
    private final ConcurrentLinkedQueue<String> secrets = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void listen(Vertx vertx) {
        oidc = new OidcFixture(vertx);
        secrets.add("canary");
        oidc.provider.idToken((keys, claims) -> {
            String token = keys.sign(JWSAlgorithm.RS256, claims);
            secrets.addAll(List.of(token.split("\\.", -1)).subList(1, 3));
            return token;
        });
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aSignInThatSucceedsLogsNone() {
        Challenge.Redirect start = begin();
        Answer answer = oidc.visit(start.to());

        String shown = oidc.complete(start, answer).toString();

        assertThat(shown + start + answer + texts()).doesNotContain(secrets);
    }

    @ParameterizedTest
    @EnumSource
    void aSignInThatFailsShowsNone(Mishap mishap) {
        mishap.arrange(oidc.provider);
        Challenge.Redirect start = begin();
        Answer answer = oidc.visit(start.to());

        Throwable failure = catchThrowable(() -> oidc.complete(start, answer));

        assertThat(failure).isNotNull();
        assertThat(trace(failure) + texts()).contains("connection=test").doesNotContain(secrets);
    }

    private Challenge.Redirect begin() {
        Challenge.Redirect start = oidc.begin();
        secrets.add(OidcFixture.state(start).nonce());
        secrets.add(OidcFixture.state(start).codeVerifier());
        return start;
    }

    private String texts() {
        return String.join("\n", log.lines());
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** What goes wrong after the code has arrived. */
    enum Mishap {
        TOKEN_ANSWER_CUT_SHORT,
        TOKEN_ANSWER_OF_ANOTHER_TYPE,
        TOKEN_ANSWER_WITH_A_LIST_FOR_A_TOKEN,
        TOKEN_ANSWER_WITH_A_TOKEN_TWICE,
        HEADER_OF_ANOTHER_KIND,
        NONCE_OF_ANOTHER_TYPE,
        TOKEN_AS_PLAIN_TEXT,
        TOKEN_WITH_A_LINE_BREAK,
        TOKEN_ENDPOINT_QUOTES_US,
        SIGNATURE_BROKEN,
        HEADER_BROKEN,
        CLAIMS_BROKEN,
        NONCE_OF_ANOTHER_LOGIN,
        SUBJECT_OF_ANOTHER,
        USERINFO_QUOTES_US;

        void arrange(TestProvider provider) {
            switch (this) {
                case TOKEN_ANSWER_CUT_SHORT ->
                        provider.answer(
                                Endpoint.TOKEN,
                                BadAnswers.json(
                                        "{\"access_token\":\"canary\",\"id_token\":canary"));
                case TOKEN_ANSWER_OF_ANOTHER_TYPE ->
                        provider.tokenAnswer(answer -> answer.put("token_type", "mac"));
                case TOKEN_ANSWER_WITH_A_LIST_FOR_A_TOKEN ->
                        provider.tokenAnswer(
                                answer -> answer.put("access_token", List.of("canary")));
                case TOKEN_ANSWER_WITH_A_TOKEN_TWICE ->
                        provider.answer(
                                Endpoint.TOKEN,
                                BadAnswers.json(
                                        "{\"id_token\":\"canary\",\"id_token\":\"canary\"}"));
                case HEADER_OF_ANOTHER_KIND ->
                        provider.idToken((keys, claims) ->
                                TestKeys.compact(
                                        "{\"alg\":\"RS256\",\"kid\":7,\"nonce\":\"canary\"}",
                                        claims,
                                        _ -> new byte[256]));
                case NONCE_OF_ANOTHER_TYPE ->
                        provider.idTokenClaims(claims -> {
                            claims.put("nonce", List.of("canary-nonce"));
                            return claims;
                        });
                case TOKEN_AS_PLAIN_TEXT ->
                        provider.answer(
                                Endpoint.TOKEN, BadAnswers.json("access_token=canary-plain"));
                case TOKEN_WITH_A_LINE_BREAK ->
                        provider.tokenAnswer(answer -> answer.put("access_token", "canary\n1"));
                case TOKEN_ENDPOINT_QUOTES_US ->
                        provider.answer(
                                Endpoint.TOKEN,
                                context ->
                                        BadAnswers.status(
                                                        400,
                                                        quoting(context.request().formAttributes()))
                                                .handle(context));
                case SIGNATURE_BROKEN -> broken(provider, "$", "AAAA");
                case HEADER_BROKEN -> broken(provider, "^.", "canary");
                case CLAIMS_BROKEN -> broken(provider, "\\.", ".canary");
                case NONCE_OF_ANOTHER_LOGIN ->
                        provider.idTokenClaims(claims -> {
                            claims.put("nonce", "canary-nonce");
                            return claims;
                        });
                case SUBJECT_OF_ANOTHER ->
                        provider.userinfo(info -> info.put("sub", "canary-subject"));
                case USERINFO_QUOTES_US ->
                        provider.answer(
                                Endpoint.USERINFO,
                                context ->
                                        BadAnswers.json(context.request().headers().toString())
                                                .handle(context));
            }
        }

        private static void broken(TestProvider provider, String where, String with) {
            provider.idToken((keys, claims) ->
                    keys.sign(JWSAlgorithm.RS256, claims).replaceFirst(where, with));
        }

        private static String quoting(MultiMap request) {
            String form = request.toString();
            return new JsonObject(Map.of("error", form, "error_description", form)).encode();
        }
    }
}
