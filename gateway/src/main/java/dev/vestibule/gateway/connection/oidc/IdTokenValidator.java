package dev.vestibule.gateway.connection.oidc;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The checks of OpenID Connect Core, section 3.1.3.7, on the claims of an ID token whose signature
 * holds. Each check that fails throws {@link dev.vestibule.gateway.login.AuthenticationFailure}
 * with the reason {@code ASSERTION_REJECTED}.
 */
record IdTokenValidator(Rules rules, InstantSource clock) {
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final Duration OLDEST = Duration.ofMinutes(10);
    private static final int LONGEST_SUBJECT = 255;

    /**
     * Makes every check.
     *
     * @param request what the authorization request contained
     * @param accessToken that came with the ID token
     */
    void validate(IdToken token, OidcState request, AccessToken accessToken) {
        ClaimReader claims = new ClaimReader(token.claims());
        TokenKind.checkClaims(token.claims());
        checkIssuer(claims.text("iss"));
        checkAudience(claims);
        checkTimes(claims);
        checkAuthenticationTime(claims.instant("auth_time"));
        require(sameSecret(request.nonce(), claims.text("nonce")), "nonce is not this login's");
        checkSubject(claims.text("sub"));
        checkAccessTokenHash(claims.text("at_hash"), accessToken, token.algorithm());
        checkFresh(claims.instant("auth_time"), request.freshSince());
    }

    private void checkIssuer(@Nullable String issuer) {
        require(
                rules.issuer().equals(issuer),
                "iss is not the connection's issuer: it is "
                        + OidcFailures.shown(issuer)
                        + ", not "
                        + OidcFailures.shown(rules.issuer()));
    }

    private void checkAudience(ClaimReader claims) {
        Set<String> audiences = new TreeSet<>(claims.texts("aud"));
        String authorizedParty = claims.text("azp");
        require(
                audiences.remove(rules.clientId()),
                "aud does not name our client: it is " + OidcFailures.shown(listed(audiences)));
        require(
                authorizedParty == null || authorizedParty.equals(rules.clientId()),
                "azp is not our client but " + OidcFailures.shown(authorizedParty));
        require(
                audiences.isEmpty() || authorizedParty != null,
                "aud names others as well and azp is missing: "
                        + OidcFailures.shown(listed(audiences)));
        audiences.removeAll(rules.audiences());
        require(
                audiences.isEmpty(),
                "aud names "
                        + OidcFailures.shown(listed(audiences))
                        + " as well; list it under audiences of the connection if this client may"
                        + " share its ID tokens");
    }

    private static String listed(Set<String> audiences) {
        return String.join(" ", audiences);
    }

    private void checkTimes(ClaimReader claims) {
        Instant now = clock.instant();
        Instant issued = claims.requiredInstant("iat");
        Instant expiry = claims.requiredInstant("exp");
        Instant notBefore = claims.instant("nbf");
        require(now.isBefore(expiry.plus(SKEW)), () -> "exp has passed" + at(expiry, now));
        require(!issued.isAfter(now.plus(SKEW)), () -> "iat is in the future" + at(issued, now));
        require(
                !issued.isBefore(now.minus(OLDEST).minus(SKEW)),
                () -> "iat is too long ago" + at(issued, now));
        require(
                notBefore == null || !notBefore.isAfter(now.plus(SKEW)),
                () -> "nbf is in the future" + at(notBefore, now));
    }

    private static String at(@Nullable Instant found, Instant now) {
        return ": it is " + found + ", and here it is " + now;
    }

    private void checkAuthenticationTime(@Nullable Instant authenticated) {
        Instant now = clock.instant();
        require(
                authenticated == null || !authenticated.isAfter(now.plus(SKEW)),
                "auth_time is in the future");
        Duration limit = rules.maxAge();
        if (limit == null) {
            return;
        }
        if (authenticated == null) {
            throw OidcFailures.rejected(
                    "the ID token has no auth_time although max_age was asked for");
        }
        require(
                !now.isAfter(authenticated.plus(limit).plus(SKEW)),
                "auth_time is longer ago than max_age");
    }

    /** Step 13: only the provider knows whether the user has signed in again. */
    private static void checkFresh(@Nullable Instant authenticated, @Nullable Instant since) {
        if (since == null) {
            return;
        }
        if (authenticated == null) {
            throw OidcFailures.notNew(
                    "the ID token has no auth_time although max_age was asked for");
        }
        if (authenticated.isBefore(since.minus(SKEW))) {
            throw OidcFailures.notNew("the ID token's auth_time is before this request");
        }
    }

    /**
     * Section 2: at most 255 ASCII characters. We accept others too, except control characters and
     * unpaired surrogates: two different ones would be the same text in UTF-8.
     */
    private static void checkSubject(@Nullable String subject) {
        if (subject == null || subject.isBlank()) {
            throw OidcFailures.rejected("the ID token has no sub");
        }
        require(subject.length() <= LONGEST_SUBJECT, "sub is longer than 255 characters");
        require(
                subject.codePoints().noneMatch(IdTokenValidator::isUnfit),
                "sub has control characters or broken ones");
    }

    private static boolean isUnfit(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static void checkAccessTokenHash(
            @Nullable String hash, AccessToken accessToken, Algorithm algorithm) {
        if (hash == null) {
            return;
        }
        AccessTokenHash expected =
                AccessTokenHash.compute(accessToken, algorithm.jws(), Curve.Ed25519);
        require(
                expected != null && sameSecret(expected.getValue(), hash),
                "at_hash is not of the access token");
    }

    private static boolean sameSecret(String expected, @Nullable String found) {
        return found != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8),
                        found.getBytes(StandardCharsets.UTF_8));
    }

    private static void require(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw OidcFailures.rejected("the ID token's " + otherwise.get());
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw OidcFailures.rejected("the ID token's " + otherwise);
        }
    }

    /**
     * What an ID token is checked against.
     *
     * @param audiences audiences that the token may have beside the client
     * @param maxAge how long ago the user may have been authenticated, when the authorization
     *     request says so; null when it does not
     */
    record Rules(
            String issuer, String clientId, Set<String> audiences, @Nullable Duration maxAge) {}
}
