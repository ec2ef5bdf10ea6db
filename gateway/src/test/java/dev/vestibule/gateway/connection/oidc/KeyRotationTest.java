package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.RSAKey;

import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.AuthenticationFailure.Reason;
import dev.vestibule.gateway.login.Authenticator.Challenge;
import dev.vestibule.gateway.testing.LogLines;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

@Timeout(120)
@ExtendWith(VertxExtension.class)
final class KeyRotationTest {
    private OidcFixture oidc;

    @BeforeEach
    void start(Vertx vertx) {
        oidc = new OidcFixture(vertx);
    }

    @Test
    void aNewKeyIsTrustedAtOnce() {
        oidc.signIn();
        oidc.provider.keys().rotate();

        assertThat(oidc.signIn().subject()).isEqualTo("ada-1815");
        assertThat(jwksRequests()).isEqualTo(2);
    }

    @Test
    void aRetiredKeyIsRefusedAfterTheRefresh() {
        oidc.signIn();
        RSAKey retired = oidc.provider.keys().rsa();
        oidc.provider.keys().rotate();
        oidc.signIn();
        signWith(retired);

        assertThat(oidc.failure()).hasMessageContaining("unknown key");
    }

    @Test
    void aRetiredKeyIsRefusedWhenTheKeysHaveGrownOld() {
        oidc.signIn();
        RSAKey retired = oidc.provider.keys().rsa();
        oidc.provider.keys().rotate();
        signWith(retired);
        oidc.clock.advance(Duration.ofMinutes(10));

        assertThat(oidc.failure()).hasMessageContaining("unknown key");
    }

    @Test
    void noCacheHeaderKeepsKeysLongerThanAQuarterOfAnHour() {
        oidc.provider.cacheControl(Endpoint.JWKS, "public, max-age=86400");
        oidc.signIn();
        oidc.clock.advance(Duration.ofMinutes(15));
        oidc.signIn();

        assertThat(jwksRequests()).isEqualTo(2);
    }

    /** The provider's fault floods nobody: five at once, then five in a minute. */
    @Test
    void unknownKeysAreLookedForInABurstAndThenNowAndThen() {
        for (int login = 0; login < 12; login++) {
            signWith(TestKeys.newRsaKey());
            assertThat(oidc.failure().reason()).isEqualTo(Reason.ASSERTION_REJECTED);
        }
        assertThat(jwksRequests()).isEqualTo(1 + 5);

        for (int second = 0; second < 60; second++) {
            oidc.clock.advance(Duration.ofSeconds(1));
            assertThat(oidc.failure().reason()).isEqualTo(Reason.ASSERTION_REJECTED);
        }
        assertThat(jwksRequests()).isEqualTo(1 + 5 + 5);
    }

    @Test
    void aRotationTwiceWithinAMinuteWorks() {
        oidc.signIn();
        oidc.provider.keys().rotate();
        oidc.signIn();
        oidc.clock.advance(Duration.ofSeconds(2));
        oidc.provider.keys().rotate();

        assertThat(oidc.signIn().subject()).isEqualTo("ada-1815");
    }

    /** A set that its provider has not spread to every server yet. */
    @Test
    void aRefreshThatBringsNothingDoesNotHinderTheNext() {
        oidc.signIn();
        String old = oidc.provider.keys().published();
        oidc.provider.keys().rotate();
        oidc.provider.answer(Endpoint.JWKS, BadAnswers.json(old));
        assertThat(oidc.failure()).hasMessageContaining("unknown key");
        oidc.provider.behave(Endpoint.JWKS);

        assertThat(oidc.signIn().subject()).isEqualTo("ada-1815");
    }

    @Test
    void aKeyThatIsNewUnderAnOldNameIsFetched() {
        RSAKey first = named("signing");
        oidc.provider.keys().publish(first);
        signWith(first);
        oidc.signIn();
        RSAKey second = named("signing");
        oidc.provider.keys().publish(second);
        signWith(second);

        assertThat(oidc.signIn().subject()).isEqualTo("ada-1815");
    }

    @Test
    void keysWithoutANameAreFetchedAgainWhenTheyHaveChanged() {
        for (int rotation = 0; rotation < 3; rotation++) {
            RSAKey key = named(null);
            oidc.provider.keys().publish(key);
            signWith(key);

            assertThat(oidc.signIn().subject()).isEqualTo("ada-1815");
        }
    }

    @Test
    void manyLoginsAfterARotationShareOneRefresh(VertxTestContext context) {
        oidc.signIn();
        oidc.provider.keys().rotate();
        List<Challenge.Redirect> starts = Stream.generate(oidc::begin).limit(50).toList();

        List<Future<String>> subjects =
                starts.stream()
                        .map(start -> completed(start).map(identity -> identity.subject()))
                        .toList();

        Future.all(subjects)
                .onComplete(
                        context.succeeding(_ ->
                                context.verify(() -> {
                                    assertThat(subjects)
                                            .allSatisfy(done ->
                                                    assertThat(done.result())
                                                            .isEqualTo("ada-1815"));
                                    assertThat(jwksRequests()).isEqualTo(2);
                                    context.completeNow();
                                })));
    }

    @Test
    void whereNewKeysCannotBeFetchedTheProviderIsUnavailable() {
        oidc.signIn();
        oidc.provider.keys().rotate();
        oidc.provider.answer(Endpoint.JWKS, BadAnswers.status(503));

        assertThat(oidc.failure().reason()).isEqualTo(Reason.PROVIDER_UNAVAILABLE);
    }

    @Test
    void theEndpointThatFailedIsNamed() {
        oidc.provider.answer(Endpoint.JWKS, BadAnswers.status(503));

        assertThat(oidc.failure())
                .hasMessageContaining(oidc.provider.url(Endpoint.JWKS))
                .hasMessageContaining("status 503");
    }

    @Test
    void aRefreshThatFailedIsTriedAgainAfterASecond() {
        oidc.signIn();
        oidc.provider.keys().rotate();
        oidc.provider.answer(Endpoint.JWKS, BadAnswers.status(503));
        oidc.failure();
        oidc.failure();
        assertThat(jwksRequests()).isEqualTo(2);
        oidc.provider.behave(Endpoint.JWKS);
        oidc.clock.advance(Duration.ofSeconds(1));

        assertThat(oidc.signIn().subject()).isEqualTo("ada-1815");
    }

    /** The token comes from the provider itself; a key that it withdrew serves an hour at most. */
    @ParameterizedTest
    @ValueSource(strings = {"", "{\"keys\":[]}", "{\"keys\":7}", "{}", "<html>"})
    void oldKeysServeAnHourWhereNewOnesCannotBeFetched(String answer) {
        oidc.signIn();
        oidc.provider.answer(
                Endpoint.JWKS, answer.isEmpty() ? BadAnswers.status(503) : BadAnswers.json(answer));
        oidc.clock.advance(Duration.ofMinutes(10));

        assertThat(oidc.signIn().subject()).isEqualTo("ada-1815");
        assertThat(jwksRequests()).isEqualTo(2);

        oidc.clock.advance(Duration.ofHours(1));
        assertThat(oidc.failure().reason())
                .isIn(Reason.PROVIDER_UNAVAILABLE, Reason.INVALID_PROVIDER_RESPONSE);
    }

    @Test
    void thatOldKeysServeIsLoggedWithTheEndpoint() {
        oidc.signIn();
        oidc.provider.answer(Endpoint.JWKS, BadAnswers.status(503));
        oidc.clock.advance(Duration.ofMinutes(10));

        try (LogLines log = LogLines.of(OidcAuthenticator.class)) {
            oidc.signIn();
            oidc.signIn();

            assertThat(log.lines())
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains("connection=test", oidc.provider.url(Endpoint.JWKS), "503");
        }
    }

    private static RSAKey named(@Nullable String id) {
        return new RSAKey.Builder(TestKeys.newRsaKey()).keyID(id).build();
    }

    private Future<VerifiedIdentity> completed(Challenge.Redirect start) {
        return oidc.verified(start, oidc.visit(start.to()));
    }

    private void signWith(RSAKey key) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
        oidc.provider.idToken((_, claims) -> TestKeys.sign(header, key, claims));
    }

    private int jwksRequests() {
        return oidc.provider.requests(Endpoint.JWKS);
    }
}
