package dev.vestibule.gateway.connection.oidc;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tells ID tokens from JWTs of other kinds that the same keys sign (RFC 8725, section 3.11): access
 * tokens, logout tokens, security events, proofs of possession.
 */
final class TokenKind {
    /** What providers write into the header of an ID token; most of them the first. */
    private static final Set<String> OF_ID_TOKENS =
            Set.of("jwt", "jose", "id_token", "id_token+jwt", "id+jwt");

    /** What some write into the claim {@code typ} of other tokens. */
    private static final Set<String> CLAIMED_BY_OTHERS =
            Set.of("bearer", "dpop", "refresh", "offline", "logout");

    private TokenKind() {}

    /**
     * Checks the header's {@code typ} (RFC 7515, section 4.1.9).
     *
     * @param type null when there is none
     */
    static void checkHeader(@Nullable Object type) {
        if (type != null && !(type instanceof String text && OF_ID_TOKENS.contains(plain(text)))) {
            throw OidcFailures.rejected(
                    "the ID token's typ is "
                            + OidcFailures.shown(type)
                            + ", which is no ID token's");
        }
    }

    /** Checks the claims that only tokens of other kinds have. */
    static void checkClaims(Map<String, Object> claims) {
        if (claims.get("typ") instanceof String type && isOthers(plain(type))) {
            throw OidcFailures.rejected(
                    "the ID token's claim typ is "
                            + OidcFailures.shown(type)
                            + ", which is no ID token's");
        }
        // RFC 8417, section 2.2: an object in every security event, logout tokens among them.
        if (claims.get("events") instanceof Map<?, ?>) {
            throw OidcFailures.rejected(
                    "the ID token's claim events is that of a security event or logout token");
        }
    }

    private static boolean isOthers(String type) {
        return CLAIMED_BY_OTHERS.contains(type)
                || type.endsWith("+jwt") && !OF_ID_TOKENS.contains(type);
    }

    private static String plain(String type) {
        String small = type.toLowerCase(Locale.ROOT);
        return small.startsWith("application/") ? small.substring("application/".length()) : small;
    }
}
