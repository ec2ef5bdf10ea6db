package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.AuthenticationFailure.Reason;
import dev.vestibule.gateway.login.Authenticator.Challenge;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The answer at the callback, before its code is spent: RFC 9207 and the OAuth errors. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class AnswerInspectionTest {
    private OidcFixture oidc;

    @BeforeEach
    void start(Vertx vertx) {
        oidc = new OidcFixture(vertx);
    }

    @AfterEach
    void close() {
        assertThat(oidc.provider.requests(Endpoint.TOKEN)).as("codes spent").isLessThan(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "", "http://127.0.0.1"})
    void anotherIssuersAnswerIsRefusedBeforeTheCodeIsSpent(String issuer) {
        oidc.provider.redirect(with("iss", issuer));
        assertRefused(Reason.WRONG_ISSUER, "another issuer");
    }

    @Test
    void anAnswerWithoutIssuerIsRefusedWhereTheProviderSendsIt() {
        oidc.provider.redirect(without("iss"));
        assertRefused(Reason.WRONG_ISSUER, "no iss although");
    }

    @Test
    void anAnswerWithoutIssuerIsAcceptedWhereTheProviderSendsNone() {
        oidc.provider.metadata(
                document -> document.put("authorization_response_iss_parameter_supported", false));
        oidc.provider.redirect(without("iss"));

        assertThat(oidc.signIn().subject()).isEqualTo("ada-1815");
    }

    @Test
    void anotherIssuerIsRefusedEvenWhereTheProviderPromisesNone() {
        oidc.provider.metadata(document -> {
            document.remove("authorization_response_iss_parameter_supported");
            return document;
        });
        oidc.provider.redirect(with("iss", "https://evil.example"));
        assertRefused(Reason.WRONG_ISSUER, "another issuer");
    }

    @Test
    void afterARestartTheMissingIssuerIsStillNoticedBeforeTheCodeIsSpent() {
        oidc.provider.redirect(without("iss"));
        Challenge.Redirect start = oidc.begin();
        Answer answer = oidc.visit(start.to());
        oidc.authenticator(UnaryOperator.identity());

        AuthenticationFailure failure =
                catchThrowableOfType(
                        AuthenticationFailure.class, () -> oidc.complete(start, answer));

        assertThat(failure.reason()).isEqualTo(Reason.WRONG_ISSUER);
        assertThat(oidc.provider.requests(Endpoint.TOKEN)).isZero();
    }

    @Test
    void anErrorOfAnotherIssuerCannotEndOurLogin() {
        oidc.provider.redirect(with("iss", "https://evil.example"));
        assertThat(failing("access_denied").reason()).isEqualTo(Reason.WRONG_ISSUER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access_denied",
                "consent_required",
                "login_required",
                "interaction_required",
                "account_selection_required"
            })
    void aRefusalIsNoFault(String error) {
        AuthenticationFailure failure = failing(error);

        assertThat(failure.reason()).isEqualTo(Reason.ACCESS_DENIED);
        assertThat(failure).hasMessageContaining(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"server_error", "invalid_scope", "temporarily_unavailable"})
    void anErrorOfTheFixedListIsNamed(String error) {
        AuthenticationFailure failure = failing(error);

        assertThat(failure.reason()).isEqualTo(Reason.PROVIDER_ERROR);
        assertThat(failure).hasMessageContaining(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<svg onload=alert(1)>", "ACCESS_DENIED", "access_denied\nx", " "})
    void anyOtherErrorIsNotRepeated(String error) {
        AuthenticationFailure failure = failing(error);

        assertThat(failure.reason()).isEqualTo(Reason.PROVIDER_ERROR);
        assertThat(failure)
                .hasMessageContaining("an error code of its own")
                .hasMessageNotContaining("svg");
    }

    @Test
    void aDescriptionIsOneShortPrintableLineOfTheLog() {
        oidc.provider.redirect(
                with("error_description", "a\r\nINFO forged \"line\" \u202e" + "x".repeat(2_000)));

        AuthenticationFailure failure = failing("server_error");

        assertThat(failure.getMessage())
                .contains("a??INFO forged ?line? ?xxx")
                .hasSizeLessThan(300)
                .matches("[\\x20-\\x7e]+");
    }

    @Test
    void anAnswerWithoutACodeIsGarbled() {
        oidc.provider.redirect(without("code"));
        assertRefused(Reason.INVALID_PROVIDER_RESPONSE, "neither a code nor an error");
    }

    @Test
    void anEmptyCodeIsGarbled() {
        oidc.provider.redirect(with("code", " "));
        assertRefused(Reason.INVALID_PROVIDER_RESPONSE, "neither a code nor an error");
    }

    private AuthenticationFailure failing(String error) {
        Challenge.Redirect start = oidc.begin();
        String address = TestProvider.failing(error, start.to().toString());
        Answer answer = oidc.visit(URI.create(address));
        return catchThrowableOfType(
                AuthenticationFailure.class,
                () -> oidc.authenticator.inspect(start.state(), answer));
    }

    private void assertRefused(Reason reason, String because) {
        AuthenticationFailure failure = oidc.failure();
        assertThat(failure).hasMessageContaining(because);
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(oidc.provider.requests(Endpoint.TOKEN)).isZero();
    }

    private static UnaryOperator<Map<String, String>> with(String name, String value) {
        return answer -> {
            Map<String, String> changed = new HashMap<>(answer);
            changed.put(name, value);
            return changed;
        };
    }

    private static UnaryOperator<Map<String, String>> without(String name) {
        return answer -> {
            Map<String, String> changed = new HashMap<>(answer);
            changed.remove(name);
            return changed;
        };
    }
}
