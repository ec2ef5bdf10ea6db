package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.AuthenticationFailure.Reason;
import dev.vestibule.gateway.login.Authenticator.Attempt.Asked;
import dev.vestibule.gateway.login.Authenticator.Challenge;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A session that is open at the provider is no proof where a new sign-in is asked for. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class SignInAnewTest {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

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

    @Test
    void anAgeIsAskedForAndASignInWithinItIsAccepted() {
        Challenge.Redirect start = asking(new Asked(false, FIVE_MINUTES, List.of(), Map.of()));
        signedIn(290);

        assertThat(OidcFixture.query(start.to()))
                .containsEntry("max_age", "300")
                .doesNotContainKey("prompt")
                .hasEntrySatisfying("claims", text -> assertThat(text).contains("auth_time"));
        assertThat(oidc.complete(start, oidc.visit(start.to())).subject()).isEqualTo("ada-1815");
    }

    @Test
    void aSignInLongerAgoThanTheAgeIsRefused() {
        Challenge.Redirect start = asking(new Asked(false, FIVE_MINUTES, List.of(), Map.of()));
        signedIn(361);

        assertThat(failure(start)).hasMessageContaining("max_age");
    }

    @Test
    void anAnswerWithoutTimeIsRefusedWhereAnAgeIsAskedFor() {
        Challenge.Redirect start = asking(new Asked(false, FIVE_MINUTES, List.of(), Map.of()));
        oidc.provider.idTokenClaims(claims -> {
            claims.remove("auth_time");
            return claims;
        });

        assertThat(failure(start)).hasMessageContaining("no auth_time");
    }

    @Test
    void theShorterOfTwoAgesIsAskedFor() {
        own(Map.of("max_age", "60"));
        assertThat(age(FIVE_MINUTES)).isEqualTo("60");
        assertThat(age(Duration.ofSeconds(30))).isEqualTo("30");
    }

    @Test
    void aLevelIsAskedForAndOneOfThemIsAccepted() {
        Challenge.Redirect start = asking(new Asked(false, null, List.of("gold", "b"), Map.of()));
        level("b");

        assertThat(OidcFixture.query(start.to())).containsEntry("acr_values", "gold b");
        assertThat(oidc.complete(start, oidc.visit(start.to())).subject()).isEqualTo("ada-1815");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "silver", "Gold", "gold b", "gold "})
    void anotherLevelIsRefused(@Nullable String told) {
        Challenge.Redirect start = asking(new Asked(false, null, List.of("gold", "b"), Map.of()));
        level(told);

        assertThat(refusal(start).reason()).isEqualTo(Reason.LEVEL_NOT_REACHED);
    }

    @Test
    void theUserinfoEndpointCannotSayTheLevel() {
        Challenge.Redirect start = asking(new Asked(false, null, List.of("gold"), Map.of()));
        level(null);
        oidc.provider.userinfo(person -> person.put("acr", "gold"));

        assertThat(refusal(start).reason()).isEqualTo(Reason.LEVEL_NOT_REACHED);
    }

    @Test
    void parametersOfTheOptionAreSentAndReplaceThoseOfTheConnection() {
        own(Map.of("hd", "example.com", "ui_locales", "de"));
        Challenge.Redirect start =
                asking(new Asked(false, null, List.of(), Map.of("hd", "a b&state=x")));

        assertThat(OidcFixture.query(start.to()))
                .containsEntry("hd", "a b&state=x")
                .containsEntry("ui_locales", "de")
                .containsEntry("state", "state-1");
    }

    @Test
    void noParameterBendsTheProtocol() {
        Map<String, String> bending =
                Map.of("state", "x", "nonce", "x", "redirect_uri", "https://evil.example");
        Challenge.Redirect start = asking(new Asked(false, null, List.of(), bending));

        assertThat(OidcFixture.query(start.to()))
                .containsEntry("state", "state-1")
                .containsEntry("nonce", OidcFixture.state(start).nonce())
                .doesNotContainValue("https://evil.example");
    }

    private @Nullable String age(Duration asked) {
        return OidcFixture.query(asking(new Asked(false, asked, List.of(), Map.of())).to())
                .get("max_age");
    }

    private Challenge.Redirect asking(Asked asked) {
        return (Challenge.Redirect)
                oidc.authenticator.begin(OidcFixture.attempt("state-1", asked)).await();
    }

    private void signedIn(long secondsAgo) {
        long then = oidc.clock.instant().getEpochSecond() - secondsAgo;
        oidc.provider.idTokenClaims(claims -> {
            claims.put("auth_time", then);
            return claims;
        });
    }

    private void level(@Nullable String told) {
        oidc.provider.idTokenClaims(claims -> {
            claims.put("acr", told);
            return claims;
        });
    }

    private AuthenticationFailure refusal(Challenge.Redirect start) {
        return catchThrowableOfType(
                AuthenticationFailure.class, () -> oidc.complete(start, oidc.visit(start.to())));
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
