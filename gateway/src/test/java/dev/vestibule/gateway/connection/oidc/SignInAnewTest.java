package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.AuthenticationFailure.Reason;
import dev.vestibule.gateway.login.Authenticator.Challenge;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Map;

/** A session that is open at the provider is no proof where a new sign-in is asked for. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class SignInAnewTest {
    private OidcFixture oidc;

    @BeforeEach
    void start(Vertx vertx) {
        oidc = new OidcFixture(vertx);
    }

    @Test
    void theRequestAsksForANewSignInAndForItsTime() {
        assertThat(OidcFixture.query(anew().to()))
                .containsEntry("prompt", "login")
                .containsEntry("max_age", "0")
                .hasEntrySatisfying("claims", text -> assertThat(text).contains("auth_time"));
    }

    @Test
    void theConnectionsOwnParametersDoNotBendIt() {
        own(Map.of("prompt", "none", "max_age", "86400", "claims", "{}", "ui_locales", "de"));

        assertThat(OidcFixture.query(anew().to()))
                .containsEntry("prompt", "login")
                .containsEntry("max_age", "0")
                .containsEntry("claims", "{}")
                .containsEntry("ui_locales", "de");
    }

    @Test
    void anOrdinarySignInAsksForNothingOfTheKind() {
        assertThat(OidcFixture.query(oidc.begin().to()))
                .doesNotContainKeys("prompt", "max_age", "claims");
    }

    @Test
    void whoSignsInAfterTheRequestIsAccepted() {
        Challenge.Redirect start = anew();
        oidc.clock.advance(Duration.ofMinutes(4));

        assertThat(oidc.complete(start, oidc.visit(start.to())).subject()).isEqualTo("ada-1815");
    }

    @ParameterizedTest
    @ValueSource(longs = {61, 3600, 1_000_000})
    void aSessionFromBeforeTheRequestIsRefused(long seconds) {
        Challenge.Redirect start = anew();
        long before = oidc.clock.instant().getEpochSecond() - seconds;
        oidc.provider.idTokenClaims(claims -> {
            claims.put("auth_time", before);
            return claims;
        });

        assertThat(failure(start)).hasMessageContaining("before this request");
    }

    @Test
    void anAnswerThatDoesNotSayWhenIsRefused() {
        Challenge.Redirect start = anew();
        oidc.provider.idTokenClaims(claims -> {
            claims.remove("auth_time");
            return claims;
        });

        assertThat(failure(start)).hasMessageContaining("no auth_time");
    }

    @Test
    void theUserinfoEndpointCannotSayWhen() {
        Challenge.Redirect start = anew();
        oidc.provider.idTokenClaims(claims -> {
            claims.remove("auth_time");
            return claims;
        });
        oidc.provider.userinfo(
                person -> person.put("auth_time", oidc.clock.instant().getEpochSecond()));

        assertThat(failure(start)).hasMessageContaining("no auth_time");
    }

    private Challenge.Redirect anew() {
        return (Challenge.Redirect)
                oidc.authenticator.begin(OidcFixture.attempt("state-1", true)).await();
    }

    private AuthenticationFailure failure(Challenge.Redirect start) {
        AuthenticationFailure failure =
                catchThrowableOfType(
                        AuthenticationFailure.class,
                        () -> oidc.complete(start, oidc.visit(start.to())));
        assertThat(failure.reason()).isEqualTo(Reason.REAUTHENTICATION_FAILED);
        return failure;
    }

    private void own(Map<String, String> parameters) {
        oidc.authenticator(connection ->
                new OidcConnection(
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
                        null));
    }
}
