package dev.vestibule.gateway.connection.oidc;

import static dev.vestibule.gateway.connection.oidc.OidcFailures.rejected;
import static dev.vestibule.gateway.connection.oidc.OidcFailures.shown;

import dev.vestibule.flow.connection.OidcConnection;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The checks of what is said about an access token (RFC 9068, section 4; RFC 7662, section 2.2).
 * Each check that fails throws {@link dev.vestibule.gateway.login.AuthenticationFailure}.
 *
 * @param audiences of which the token must name one
 */
record AccessTokenCheck(OidcConnection connection, Set<String> audiences, InstantSource clock) {
    /** How far the clocks of provider and gateway may differ. */
    static final Duration SKEW = Duration.ofSeconds(60);

    private static final String OWN_TYPE = "at+jwt";

    /** What some providers write into claims that tell tokens apart. */
    private static final Map<String, Set<String>> KINDS =
            Map.of(
                    "typ", Set.of("bearer", "jwt", OWN_TYPE),
                    "token_type", Set.of("bearer"),
                    "token_use", Set.of("access", "access_token"));

    /** Claims of ID tokens (OpenID Connect Core, sections 2 and 3.3.2.11). */
    private static final List<String> OF_ID_TOKENS =
            List.of("nonce", "at_hash", "c_hash", "s_hash");

    /** Of a JWT whose signature may not be checked yet. */
    void signed(IdToken token) {
        ClaimReader claims = new ClaimReader(token.claims());
        checkIssuer(claims.text("iss"));
        claims.requiredInstant("exp");
        check(claims, OWN_TYPE.equals(token.type()));
    }

    /** Of the provider's answer about a token, which need not name issuer and times. */
    void answered(Map<String, Object> answer) {
        ClaimReader claims = new ClaimReader(answer);
        boolean several = connection.quirks().tenants() != null;
        if (several || claims.text("iss") != null) {
            checkIssuer(claims.text("iss"));
        }
        check(claims, false);
    }

    private void check(ClaimReader claims, boolean typed) {
        checkAudience(claims);
        checkKind(claims, typed);
        checkTimes(claims);
        IdTokenValidator.checkSubject(claims.text("sub"));
    }

    private void checkIssuer(@Nullable String issuer) {
        if (issuer == null || !connection.issues(issuer)) {
            throw rejected(
                    "the ID token's iss is not the connection's issuer: it is %s", shown(issuer));
        }
    }

    private void checkAudience(ClaimReader claims) {
        List<String> named = claims.texts("aud");
        if (named.stream().noneMatch(audiences::contains)) {
            throw rejected(
                    "the ID token's aud names none of %s: it is %s",
                    String.join(" ", audiences), shown(String.join(" ", named)));
        }
    }

    /** RFC 8725, section 3.12: no other token that the same keys sign is one. */
    private void checkKind(ClaimReader claims, boolean typed) {
        boolean marked = typed;
        for (var kind : KINDS.entrySet()) {
            String value = claims.text(kind.getKey());
            if (value != null && !kind.getValue().contains(value.toLowerCase(Locale.ROOT))) {
                throw rejected(
                        "the ID token's claim %s is %s, which is no access token's",
                        kind.getKey(), shown(value));
            }
            marked |= value != null && !value.equalsIgnoreCase("jwt");
        }
        boolean other =
                Stream.of("events", "cnf").anyMatch(claims.claims()::containsKey)
                        || !marked && isIdToken(claims);
        if (other) {
            throw rejected(
                    "the ID token's claims are those of another kind of token, or of one that is bound to a key");
        }
    }

    private boolean isIdToken(ClaimReader claims) {
        return OF_ID_TOKENS.stream().anyMatch(claims.claims()::containsKey)
                || claims.texts("aud").contains(connection.clientId());
    }

    private void checkTimes(ClaimReader claims) {
        Instant latest = clock.instant().plus(SKEW);
        Instant expiry = claims.instant("exp");
        if (expiry != null && !clock.instant().isBefore(expiry.plus(SKEW))) {
            throw rejected("the ID token's exp has passed: it is %s", expiry);
        }
        for (String name : List.of("iat", "nbf")) {
            Instant time = claims.instant(name);
            if (time != null && time.isAfter(latest)) {
                throw rejected("the ID token's %s is in the future: it is %s", name, time);
            }
        }
    }
}
