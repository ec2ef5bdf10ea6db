package dev.vestibule.gateway.identity;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.app.App;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.gateway.store.HeapSize;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The claims of a login that a session keeps. A login uses all of them, a session only those that
 * access rules and identity headers read: small claims are kept, because a later rule may read one
 * of them, and large ones if one reads them now. The others are replaced by a mark that makes a
 * rule fail that reads it, so that the stricter branch applies.
 */
public record SessionClaims(FlowConfig config) {
    /** Bytes of the heap up to which a claim is small. */
    static final int SMALL = 2048;

    /** Bytes of small claims that no rule asks for. */
    static final int MOST = 16 * 1024;

    /** They describe the token and not the user; kept only if a rule reads one. */
    private static final Set<String> OF_THE_TOKEN =
            Set.of(
                    "iss", "aud", "azp", "exp", "iat", "nbf", "jti", "nonce", "at_hash", "c_hash",
                    "s_hash", "sid", "typ");

    /** The claims as a whole, or one whose name is computed. */
    private static final Pattern UNNAMED =
            Pattern.compile("\\bclaims\\b(?!\\s*(\\.\\s*[A-Za-z_]|\\[\\s*[\"']))");

    /** The identity with the claims that its session keeps. */
    public VerifiedIdentity of(VerifiedIdentity identity) {
        Map<String, Object> claims = identity.claims().values();
        var connection = config.connections().get(identity.connection());
        String link =
                connection == null
                        ? Provisioning.STANDARD_SUBJECT
                        : connection.provisioning().trust().subject();
        Map<String, Object> kept = new LinkedHashMap<>();
        long unasked = 0;
        for (Map.Entry<String, Object> claim : claims.entrySet()) {
            long size = HeapSize.of(claim.getValue());
            // One text for all sessions: there are as many names as the providers use.
            String name = claim.getKey().intern();
            if (OF_THE_TOKEN.contains(name)) {
                if (name.equals(link) || asked(name)) {
                    kept.put(name, claim.getValue());
                }
            } else if (size <= SMALL && unasked + size <= MOST) {
                unasked += size;
                kept.put(name, claim.getValue());
            } else {
                boolean asked = name.equals(link) || asked(name);
                kept.put(name, asked ? claim.getValue() : Claims.LeftOut.OF_THE_SESSION);
            }
        }
        return identity.keeping(new Claims(kept));
    }

    private boolean asked(String claim) {
        return config.apps().values().stream()
                .flatMap(App::expressions)
                .anyMatch(expression -> reads(expression, claim));
    }

    private static boolean reads(Expression expression, String claim) {
        return expression.variables().contains("claims")
                && (expression.source().contains(claim)
                        || UNNAMED.matcher(expression.source()).find());
    }
}
