package dev.vestibule.gateway.connection.oidc;

import static dev.vestibule.gateway.connection.oidc.OidcFailures.rejected;
import static dev.vestibule.gateway.connection.oidc.OidcFailures.shown;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;

import dev.vestibule.flow.connection.Tenants;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.identity.ProviderLogin;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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
        token.checkKind();
        checkOrigin(claims);
        checkAuthenticationTime(claims.instant("auth_time"));
        require(sameSecret(request.nonce(), claims.text("nonce")), "nonce is not this login's");
        checkSubject(claims.text("sub"));
        checkAccessTokenHash(claims.text("at_hash"), accessToken, token.algorithm());
        checkFresh(claims.instant("auth_time"), request.freshSince());
        if (!request.acr().isEmpty()) {
            checkLevel(claims.text("acr"), request.acr());
        }
    }

    /** The checks of a token for a refresh token of this sign-in (section 12.2). */
    void validateRefreshed(
            IdToken token, ProviderLogin known, String nonce, AccessToken accessToken) {
        ClaimReader claims = new ClaimReader(token.claims());
        token.checkKind();
        checkOrigin(claims);
        require(known.issuer().equals(claims.text("iss")), "iss is not that of the sign-in");
        require(known.subject().equals(claims.text("sub")), "sub is not the user of the sign-in");
        String again = claims.text("nonce");
        require(again == null || sameSecret(nonce, again), "nonce is not that of the sign-in");
        checkAccessTokenHash(claims.text("at_hash"), accessToken, token.algorithm());
    }

    /** Issuer, audience and times: the same for every token that the provider signs. */
    void checkOrigin(ClaimReader claims) {
        issuer(claims);
        checkAudience(claims);
        checkTimes(claims);
    }

    /** The same of a token that need not name them. */
    void checkNamed(ClaimReader claims) {
        if (claims.text("iss") != null) {
            issuer(claims);
        }
        if (!claims.texts("aud").isEmpty()) {
            checkAudience(claims);
        }
    }

    /** The issuer, which must be the connection's, or that of the token's own tenant. */
    String issuer(ClaimReader claims) {
        String found = claims.text("iss");
        Tenants tenants = rules.tenants();
        String expected = tenants == null ? rules.issuer() : tenants.issuer(tenant(claims));
        require(
                expected.equals(found),
                "iss is not the connection's issuer: it is %s, not %s",
                shown(found),
                shown(expected));
        return expected;
    }

    /** Entra signs the tokens of all tenants with the same keys. */
    private String tenant(ClaimReader claims) {
        String tenant = claims.text("tid");
        Tenants tenants = rules.tenants();
        require(
                tenant != null && tenants != null && tenants.allowed().contains(tenant),
                "tid is none of allowed-tenants: it is %s",
                shown(tenant));
        return String.valueOf(tenant);
    }

    private void checkAudience(ClaimReader claims) {
        Set<String> others = new TreeSet<>(claims.texts("aud"));
        String authorizedParty = claims.text("azp");
        boolean ours = others.remove(rules.clientId());
        String listed = shown(String.join(" ", others));
        require(ours, "aud does not name our client: it is %s", listed);
        require(
                authorizedParty == null || authorizedParty.equals(rules.clientId()),
                "azp is not our client but %s",
                shown(authorizedParty));
        require(
                others.isEmpty() || authorizedParty != null,
                "aud names others as well and azp is missing: %s",
                listed);
        others.removeAll(rules.audiences());
        require(
                others.isEmpty(),
                "aud names %s as well; list it under audiences of the connection if this client may share its ID tokens",
                shown(String.join(" ", others)));
    }

    private void checkTimes(ClaimReader claims) {
        Instant now = clock.instant();
        Instant issued = claims.requiredInstant("iat");
        Instant expiry = claims.requiredInstant("exp");
        Instant notBefore = claims.instant("nbf");
        requireTime(now.isBefore(expiry.plus(SKEW)), "exp has passed", expiry, now);
        requireTime(!issued.isAfter(now.plus(SKEW)), "iat is in the future", issued, now);
        requireTime(
                !issued.isBefore(now.minus(OLDEST).minus(SKEW)),
                "iat is too long ago",
                issued,
                now);
        requireTime(
                notBefore == null || !notBefore.isAfter(now.plus(SKEW)),
                "nbf is in the future",
                notBefore,
                now);
    }

    private static void requireTime(
            boolean holds, String otherwise, @Nullable Instant found, Instant now) {
        require(holds, "%s: it is %s, and here it is %s", otherwise, found, now);
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
            throw rejected("the ID token has no auth_time although max_age was asked for");
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
            throw OidcFailures.notNew(
                    "the ID token's auth_time is before this request, or longer before it than"
                            + " max_age allows");
        }
    }

    /** Step 12: the provider may answer with another level than those that it was asked for. */
    private static void checkLevel(@Nullable String level, List<String> asked) {
        if (!asked.isEmpty() && (level == null || !asked.contains(level))) {
            throw OidcFailures.tooWeak(
                    "the ID token's acr is none of those that were asked for: it is "
                            + shown(level));
        }
    }

    /**
     * Section 2: at most 255 ASCII characters. We accept others too, except control characters and
     * unpaired surrogates: two different ones would be the same text in UTF-8.
     */
    static void checkSubject(@Nullable String subject) {
        if (subject == null || subject.isBlank()) {
            throw rejected("the ID token has no sub");
        }
        require(subject.length() <= LONGEST_SUBJECT, "sub is longer than 255 characters");
        require(
                subject.codePoints()
                        .map(Character::getType)
                        .noneMatch(
                                type -> type == Character.CONTROL || type == Character.SURROGATE),
                "sub has control characters or broken ones");
    }

    private static void checkAccessTokenHash(
            @Nullable String hash, AccessToken accessToken, JWSAlgorithm algorithm) {
        if (hash == null) {
            return;
        }
        var expected = AccessTokenHash.compute(accessToken, algorithm, Curve.Ed25519);
        require(
                expected != null && sameSecret(expected.getValue(), hash),
                "at_hash is not of the access token");
    }

    private static boolean sameSecret(String expected, @Nullable String found) {
        return found != null && Tokens.same(expected, found);
    }

    private static void require(boolean holds, String otherwise, @Nullable Object... values) {
        if (!holds) {
            throw rejected("the ID token's " + otherwise, values);
        }
    }

    /**
     * What an ID token is checked against.
     *
     * @param issuer where there are no tenants
     * @param audiences audiences that the token may have beside the client
     * @param maxAge how long ago the user may have been authenticated, when the authorization
     *     request says so; null when it does not
     * @param tenants of Entra; null for one issuer
     */
    record Rules(
            String issuer,
            String clientId,
            Set<String> audiences,
            @Nullable Duration maxAge,
            @Nullable Tenants tenants) {}
}
