package dev.vestibule.gateway.connection.oidc;

import static dev.vestibule.gateway.connection.oidc.OidcFailures.printable;
import static dev.vestibule.gateway.connection.oidc.OidcFailures.rejected;
import static dev.vestibule.gateway.connection.oidc.OidcFailures.shown;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64URL;

import dev.vestibule.gateway.outbound.JsonObjects;

import org.jspecify.annotations.Nullable;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An ID token in its parts; nothing of it is verified yet. Its text form hides it.
 *
 * @param keyId the header's {@code kid}, null when there is none
 * @param type the header's {@code typ} in small letters, null when there is none
 * @param content what is signed: header and payload as they came
 */
record IdToken(
        JWSAlgorithm algorithm,
        @Nullable String keyId,
        @Nullable String type,
        Map<String, Object> claims,
        String content,
        Base64URL signature) {
    private static final int PARTS = 3;

    /** What providers write into the header of an ID token; most of them the first. */
    private static final Set<String> OWN_TYPES =
            Set.of("jwt", "jose", "id_token", "id_token+jwt", "id+jwt");

    /** What some write into the claim {@code typ} of other tokens. */
    private static final Set<String> OTHER_TYPES =
            Set.of("bearer", "dpop", "refresh", "offline", "logout");

    /**
     * Reads a signed token whose header we accept. Of the header only {@code alg}, {@code kid},
     * {@code typ}, {@code crit} and {@code b64} are looked at. JWTs of other kinds that the same
     * keys sign are refused (RFC 8725, section 3.11): access tokens, logout tokens, security
     * events, proofs of possession.
     *
     * @param algorithms the connection's allow-list; {@code none} in any spelling and symmetric
     *     algorithms are never in it
     * @throws dev.vestibule.gateway.login.AuthenticationFailure when it is unsigned, encrypted or
     *     garbage, is signed with another algorithm, is no ID token by its type, or has critical
     *     headers (RFC 7515, section 4.1.11)
     */
    static IdToken parse(String serialized, Set<String> algorithms) {
        return parse(serialized, algorithms, OWN_TYPES);
    }

    /**
     * The same for a token of another kind.
     *
     * @param types what its header may have as {@code typ}, in small letters; it may also have none
     */
    static IdToken parse(String serialized, Set<String> algorithms, Set<String> types) {
        List<String> parts = List.of(ClaimLimits.checked(serialized).split("\\.", -1));
        if (parts.size() != PARTS) {
            throw rejected("the ID token is no signed JWT: it has %s parts", parts.size());
        }
        Members header =
                Members.parse(
                        decoded(parts.get(0)),
                        flaw -> rejected("the ID token's header is not valid: " + flaw));
        JWSAlgorithm algorithm = algorithm(header, algorithms);
        checkHeader(header.values(), types);
        decoded(parts.get(2));
        return new IdToken(
                algorithm,
                header.text("kid"),
                header.values().get("typ") instanceof String type ? plain(type) : null,
                claims(decoded(parts.get(1))),
                parts.get(0) + "." + parts.get(1),
                new Base64URL(parts.get(2)));
    }

    private static Map<String, Object> claims(byte[] payload) {
        return JsonObjects.parse(
                ClaimLimits.checked(payload, "the ID token"),
                flaw -> rejected("the ID token's claims are no JSON object: " + flaw));
    }

    private static JWSAlgorithm algorithm(Members header, Set<String> algorithms) {
        JWSAlgorithm algorithm = algorithm(header.requiredText("alg"));
        boolean symmetric = algorithm.getName().startsWith("HS");
        if (symmetric || algorithms.stream().map(IdToken::algorithm).noneMatch(algorithm::equals)) {
            throw rejected(
                    "the ID token's algorithm is not allowed: %s", printable(algorithm.getName()));
        }
        return algorithm;
    }

    /**
     * The algorithm of this name (RFC 7518, section 3.1; RFC 8037). {@code Ed25519} (RFC 9864) is
     * the new name of what {@code EdDSA} is with the only curve of that kind that we know.
     */
    static JWSAlgorithm algorithm(String name) {
        return JWSAlgorithm.parse(name.equals("Ed25519") ? "EdDSA" : name);
    }

    private static void checkHeader(Map<String, Object> header, Set<String> types) {
        boolean encodedPayload = header.getOrDefault("b64", true).equals(true);
        if (header.containsKey("crit") || !encodedPayload) {
            throw rejected("the ID token has critical headers, which we do not know");
        }
        // RFC 7515, section 4.1.9.
        Object type = header.get("typ");
        if (type != null && !(type instanceof String text && types.contains(plain(text)))) {
            throw rejected("the ID token's typ is %s, which is no ID token's", shown(type));
        }
    }

    /** Checks the claims that only tokens of other kinds have. */
    void checkKind() {
        if (claims.get("typ") instanceof String type && isOthers(plain(type))) {
            throw rejected("the ID token's claim typ is %s, which is no ID token's", shown(type));
        }
        // RFC 8417, section 2.2: an object in every security event, logout tokens among them.
        if (claims.get("events") instanceof Map<?, ?>) {
            throw rejected(
                    "the ID token's claim events is that of a security event or logout token");
        }
    }

    private static boolean isOthers(String type) {
        return OTHER_TYPES.contains(type) || type.endsWith("+jwt") && !OWN_TYPES.contains(type);
    }

    private static String plain(String type) {
        String small = type.toLowerCase(Locale.ROOT);
        return small.startsWith("application/") ? small.substring("application/".length()) : small;
    }

    /** Without white space and other characters that a lenient decoder would skip. */
    private static byte[] decoded(String part) {
        if (part.isEmpty()) {
            throw rejected("the ID token is no signed JWT: a part is empty");
        }
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException _) {
            throw rejected("the ID token is no signed JWT: a part is no base64url");
        }
    }

    @Override
    public String toString() {
        return "IdToken[hidden]";
    }
}
