package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.AuthenticationFailure.Reason;
import dev.vestibule.gateway.outbound.JsonObjects;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every check of OpenID Connect Core, section 3.1.3.7, that is about a claim, attacked. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class IdTokenClaimsTest {
    private OidcFixture oidc;
    private long now;

    @BeforeEach
    void start(Vertx vertx) {
        oidc = new OidcFixture(vertx);
        now = oidc.clock.instant().getEpochSecond();
    }

    @Test
    void anotherIssuerIsRejected() {
        claim("iss", "https://evil.example");
        assertRejected("iss is not the connection's issuer");
    }

    @Test
    void anIssuerWithASlashMoreIsAnotherIssuer() {
        claim("iss", oidc.provider.issuer() + "/");
        assertRejected("iss is not the connection's issuer");
    }

    @Test
    void aMissingIssuerIsRejected() {
        claim("iss", null);
        assertRejected("iss is not the connection's issuer");
    }

    @Test
    void aMissingAudienceIsRejected() {
        claim("aud", null);
        assertRejected("aud does not name our client");
    }

    @Test
    void anEmptyAudienceIsRejected() {
        claim("aud", List.of());
        assertRejected("aud does not name our client");
    }

    @Test
    void anotherClientsTokenIsRejected() {
        claim("aud", "another-client");
        assertRejected("aud does not name our client");
    }

    @Test
    void anAudienceThatOnlyBeginsLikeOursIsRejected() {
        claim("aud", oidc.provider.clientId() + "2");
        assertRejected("aud does not name our client");
    }

    @Test
    void anAudienceThatIsNoTextIsRejected() {
        claim("aud", List.of(oidc.provider.clientId(), 7));
        assertRejected("aud is of the wrong type");
    }

    @Test
    void aFurtherAudienceWithoutAzpIsRejected() {
        claim("aud", List.of(oidc.provider.clientId(), "another-client"));
        assertRejected("azp is missing");
    }

    @Test
    void aFurtherAudienceIsRejectedByItsName() {
        claims(
                Map.of(
                        "aud",
                        List.of("account", oidc.provider.clientId()),
                        "azp",
                        oidc.provider.clientId()));
        assertRejected("aud names 'account' as well; list it under audiences");
    }

    @Test
    void oneFurtherAudienceOfTwoIsRejectedWhereTheOtherIsListed() {
        share(Set.of("account"));
        claims(
                Map.of(
                        "aud",
                        List.of("account", "another-client", oidc.provider.clientId()),
                        "azp",
                        oidc.provider.clientId()));
        assertRejected("aud names 'another-client' as well");
    }

    @Test
    void aListedAudienceDoesNotStandForOurClient() {
        share(Set.of("account"));
        claim("aud", "account");
        assertRejected("aud does not name our client: it is 'account'");
    }

    @Test
    void ourClientTwiceIsOneAudience() {
        claim("aud", List.of(oidc.provider.clientId(), oidc.provider.clientId()));
        assertAccepted();
    }

    @Test
    void aFurtherAudienceThatIsListedIsAcceptedWithOurAzp() {
        share(Set.of("account"));
        claims(
                Map.of(
                        "aud",
                        List.of("account", oidc.provider.clientId()),
                        "azp",
                        oidc.provider.clientId()));
        assertAccepted();
    }

    @Test
    void anotherAuthorizedPartyIsRejected() {
        claim("azp", "another-client");
        assertRejected("azp is not our client");
    }

    @Test
    void anotherNonceIsRejected() {
        claim("nonce", "of-another-login");
        assertRejected("nonce is not this login's");
    }

    @Test
    void aMissingNonceIsRejected() {
        claim("nonce", null);
        assertRejected("nonce is not this login's");
    }

    @Test
    void anEmptyNonceIsRejected() {
        claim("nonce", "");
        assertRejected("nonce is not this login's");
    }

    @Test
    void anExpiredTokenIsRejected() {
        claim("exp", now - 60);
        assertRejected("exp has passed");
    }

    @Test
    void aTokenThatExpiredWithinTheClockSkewIsAccepted() {
        claim("exp", now - 59);
        assertAccepted();
    }

    @Test
    void aTokenWithoutExpiryIsRejected() {
        claim("exp", null);
        assertRejected("has no exp");
    }

    @Test
    void anExpiryThatIsTextIsRejected() {
        claim("exp", String.valueOf(now + 300));
        assertRejected("exp is of the wrong type");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e300, -5, 1e15})
    void anExpiryBeyondAllTimeIsRejected(double expiry) {
        claim("exp", expiry);
        assertRejected("exp is of the wrong type or range");
    }

    @Test
    void aTokenWithoutIssueTimeIsRejected() {
        claim("iat", null);
        assertRejected("has no iat");
    }

    @Test
    void aTokenOfTheFutureIsRejected() {
        claim("iat", now + 61);
        assertRejected("iat is in the future");
    }

    @Test
    void aTokenThatIsSlightlyAheadOfUsIsAccepted() {
        claim("iat", now + 60);
        assertAccepted();
    }

    @Test
    void anOldTokenIsRejectedHoweverLongItIsValid() {
        claims(Map.of("iat", now - 661, "exp", now + 36_000));
        assertRejected("iat is too long ago");
    }

    @Test
    void aTokenThatIsNotValidYetIsRejected() {
        claim("nbf", now + 61);
        assertRejected("nbf is in the future");
    }

    @Test
    void aDateWithAFractionIsAccepted() {
        claims(Map.of("iat", now - 0.5, "exp", now + 10.25));
        assertAccepted();
    }

    @Test
    void aMissingSubjectIsRejected() {
        claim("sub", null);
        assertRejected("has no sub");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void anEmptySubjectIsRejected(String subject) {
        claim("sub", subject);
        assertRejected("has no sub");
    }

    @Test
    void aSubjectThatIsNoTextIsRejected() {
        claim("sub", 4711);
        assertRejected("sub is of the wrong type");
    }

    @Test
    void aSubjectOfMoreThan255CharactersIsRejected() {
        claim("sub", "x".repeat(256));
        assertRejected("longer than 255");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "a\u0085b", "a\u007f"})
    void aSubjectWithControlCharactersIsRejected(String subject) {
        claim("sub", subject);
        assertRejected("control characters");
    }

    @Test
    void aSubjectWithAnUnpairedSurrogateIsRejected() {
        String escaped = "{\"iss\":\"%s\",\"sub\":\"\\ud800\"}".formatted(oidc.provider.issuer());
        Map<String, Object> claims =
                JsonObjects.parse(escaped.getBytes(StandardCharsets.UTF_8), OidcFailures::garbled);
        assertThat(claims).containsEntry("sub", "\ud800");
        claim("sub", "\ud800");
        assertRejected("");
    }

    @Test
    void aSubjectOfAnyOtherScriptIsAccepted() {
        String subject = "Ада🧮";
        oidc.provider.signIn(Map.of("sub", subject));
        assertThat(oidc.signIn().subject()).isEqualTo(subject);
    }

    @Test
    void anotherAccessTokensHashIsRejected() {
        claim("at_hash", "AAAAAAAAAAAAAAAAAAAAAA");
        assertRejected("at_hash is not of the access token");
    }

    @Test
    void theAccessTokensOwnHashIsAccepted() {
        oidc.provider.metadata(document -> {
            document.remove("userinfo_endpoint");
            return document;
        });
        String hash =
                AccessTokenHash.compute(new BearerAccessToken("known"), JWSAlgorithm.RS256, null)
                        .getValue();
        claim("at_hash", hash);
        oidc.provider.tokenAnswer(answer -> answer.put("access_token", "known"));
        assertAccepted();
    }

    @Test
    void anAuthenticationInTheFutureIsRejected() {
        claim("auth_time", now + 61);
        assertRejected("auth_time is in the future");
    }

    @Test
    void whereAMaximumAgeIsAskedForTheAuthenticationTimeIsRequired() {
        askForMaximumAge();
        assertRejected("no auth_time");
    }

    @Test
    void anAuthenticationOlderThanAskedForIsRejected() {
        askForMaximumAge();
        claim("auth_time", now - 361);
        assertRejected("auth_time is longer ago");
    }

    @Test
    void anAuthenticationAsYoungAsAskedForIsAccepted() {
        askForMaximumAge();
        claim("auth_time", now - 300);
        assertAccepted();
    }

    @Test
    void claimsNestedTooDeepAreRejected() {
        Object nested = "core";
        for (int depth = 0; depth < 40; depth++) {
            nested = List.of(nested);
        }
        claim("nested", nested);
        assertRejected("no JSON object");
    }

    @Test
    void claimsWithoutAValueAreDropped() {
        Map<String, Object> withNull = new HashMap<>();
        withNull.put("inner", null);
        oidc.provider.idTokenClaims(claims -> {
            claims.put("empty", null);
            claims.put("object", withNull);
            return claims;
        });

        assertThat(oidc.signIn().claims().values())
                .doesNotContainKey("empty")
                .containsEntry("object", Map.of());
    }

    @Test
    void aDateThatIsNoLongIsRejected() {
        claim("exp", new BigInteger("18446744073709551616").add(BigInteger.valueOf(now)));
        assertRejected("exp is of the wrong type or range: 1844674407");
    }

    @Test
    void whatAProtocolClaimIsIsSaidButNoPersonalOne() {
        claim("azp", 7);
        assertRejected("azp is of the wrong type or range: 7");
        claim("sub", 4711);
        assertThat(oidc.failure())
                .hasMessageContaining("sub is of the wrong type or range: a number")
                .hasMessageNotContaining("4711");
    }

    private void share(Set<String> audiences) {
        oidc.authenticator(connection ->
                new OidcConnection(
                        connection.id(),
                        connection.title(),
                        connection.issuer(),
                        connection.clientId(),
                        connection.clientSecret(),
                        connection.clientAuthentication(),
                        connection.scopes(),
                        connection.authorizationParameters(),
                        connection.signingAlgorithms(),
                        audiences,
                        connection.provisioning(),
                        null));
    }

    private void askForMaximumAge() {
        oidc.authenticator(connection ->
                new OidcConnection(
                        connection.id(),
                        connection.title(),
                        connection.issuer(),
                        connection.clientId(),
                        connection.clientSecret(),
                        connection.clientAuthentication(),
                        connection.scopes(),
                        Map.of("max_age", "300"),
                        connection.signingAlgorithms(),
                        connection.audiences(),
                        connection.provisioning(),
                        null));
    }

    private void claim(String name, @Nullable Object value) {
        Map<String, Object> change = new HashMap<>();
        change.put(name, value);
        claims(change);
    }

    private void claims(Map<String, Object> change) {
        oidc.provider.idTokenClaims(claims -> {
            claims.putAll(change);
            claims.values().removeIf(value -> value == null);
            return claims;
        });
    }

    private void assertAccepted() {
        assertThat(oidc.signIn().subject()).isEqualTo("ada-1815");
    }

    private void assertRejected(String because) {
        AuthenticationFailure failure = oidc.failure();
        assertThat(failure).hasMessageContaining(because);
        assertThat(failure.reason()).isEqualTo(Reason.ASSERTION_REJECTED);
    }
}
