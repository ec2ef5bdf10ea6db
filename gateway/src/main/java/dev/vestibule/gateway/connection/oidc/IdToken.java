package dev.vestibule.gateway.connection.oidc;

import com.nimbusds.jose.util.Base64URL;

import org.jspecify.annotations.Nullable;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An ID token in its parts; nothing of it is verified yet. Its text form hides it.
 *
 * @param keyId the header's {@code kid}, null when there is none
 * @param content what is signed: header and payload as they came
 */
record IdToken(
        Algorithm algorithm,
        @Nullable String keyId,
        Map<String, Object> claims,
        String content,
        Base64URL signature) {
    private static final int PARTS = 3;

    /**
     * Reads a signed token whose header we accept. Of the header only {@code alg}, {@code kid},
     * {@code typ}, {@code crit} and {@code b64} are looked at.
     *
     * @param algorithms the connection's allow-list; {@code none} in any spelling and symmetric
     *     algorithms are never in it
     * @throws dev.vestibule.gateway.login.AuthenticationFailure when it is unsigned, encrypted or
     *     garbage, is signed with another algorithm, is no ID token by its type, or has critical
     *     headers (RFC 7515, section 4.1.11)
     */
    static IdToken parse(String serialized, Set<String> algorithms) {
        List<String> parts = List.of(ClaimLimits.checked(serialized).split("\\.", -1));
        if (parts.size() != PARTS) {
            throw OidcFailures.rejected(
                    "the ID token is no signed JWT: it has " + parts.size() + " parts");
        }
        Members header =
                Members.parse(
                        decoded(parts.get(0)),
                        flaw ->
                                OidcFailures.rejected(
                                        "the ID token's header is not valid: " + flaw));
        Algorithm algorithm = algorithm(header, algorithms);
        checkExtensions(header.values());
        TokenKind.checkHeader(header.values().get("typ"));
        decoded(parts.get(2));
        return new IdToken(
                algorithm,
                header.text("kid"),
                claims(decoded(parts.get(1))),
                parts.get(0) + "." + parts.get(1),
                new Base64URL(parts.get(2)));
    }

    private static Map<String, Object> claims(byte[] payload) {
        return JsonObjects.parse(
                ClaimLimits.checked(payload, "the ID token"),
                flaw -> OidcFailures.rejected("the ID token's claims are no JSON object: " + flaw));
    }

    private static Algorithm algorithm(Members header, Set<String> algorithms) {
        Algorithm algorithm = new Algorithm(header.requiredText("alg"));
        if (!algorithm.isAmong(algorithms) || algorithm.symmetric()) {
            throw OidcFailures.rejected(
                    "the ID token's algorithm is not allowed: "
                            + OidcFailures.printable(algorithm.name()));
        }
        return algorithm;
    }

    private static void checkExtensions(Map<String, Object> header) {
        boolean encodedPayload = header.getOrDefault("b64", true).equals(true);
        if (header.containsKey("crit") || !encodedPayload) {
            throw OidcFailures.rejected("the ID token has critical headers, which we do not know");
        }
    }

    /** Without white space and other characters that a lenient decoder would skip. */
    private static byte[] decoded(String part) {
        if (part.isEmpty()) {
            throw OidcFailures.rejected("the ID token is no signed JWT: a part is empty");
        }
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException _) {
            throw OidcFailures.rejected("the ID token is no signed JWT: a part is no base64url");
        }
    }

    @Override
    public String toString() {
        return "IdToken[hidden]";
    }
}
