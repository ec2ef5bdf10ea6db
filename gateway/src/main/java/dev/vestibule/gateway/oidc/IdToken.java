package dev.vestibule.gateway.oidc;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;

import dev.vestibule.gateway.idp.AuthenticationFailure;

import java.text.ParseException;
import java.util.Map;
import java.util.Set;

/** An ID token in its parts; nothing of it is verified yet. Its text form hides it. */
record IdToken(JWSObject signed, Map<String, Object> claims) {

    /**
     * Reads a signed token whose header we accept.
     *
     * @param algorithms the connection's allow-list; {@code none} in any spelling and symmetric
     *     algorithms are never in it
     * @throws AuthenticationFailure when it is unsigned, encrypted or garbage, is signed with
     *     another algorithm, or has critical headers (RFC 7515, section 4.1.11)
     */
    static IdToken parse(String serialized, Set<String> algorithms) {
        JWSObject signed = parse(serialized);
        JWSHeader header = signed.getHeader();
        String algorithm = header.getAlgorithm().getName();
        if (!algorithms.contains(algorithm) || algorithm.startsWith("HS")) {
            throw Refusal.rejected(
                    "the ID token's algorithm is not allowed: " + Refusal.printable(algorithm));
        }
        if (header.getCriticalParams() != null || !header.isBase64URLEncodePayload()) {
            throw Refusal.rejected("the ID token has critical headers, which we do not know");
        }
        AuthenticationFailure refusal =
                Refusal.rejected("the ID token's claims are no JSON object");
        return new IdToken(
                signed,
                JsonObjects.parse(
                        ClaimLimits.checked(signed.getPayload().toBytes(), "the ID token"),
                        refusal));
    }

    JWSHeader header() {
        return signed.getHeader();
    }

    @Override
    public String toString() {
        return "IdToken[hidden]";
    }

    private static JWSObject parse(String serialized) {
        try {
            return JWSObject.parse(ClaimLimits.checked(serialized));
        } catch (ParseException | IllegalArgumentException _) {
            throw Refusal.rejected("the ID token is no signed JWT");
        }
    }
}
