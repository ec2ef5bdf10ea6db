package dev.vestibule.gateway.assertion;

import dev.vestibule.gateway.identity.IdentityValues;
import dev.vestibule.gateway.identity.SessionIdentity;

import io.netty.util.AsciiString;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the gateway asserts to one app about one session. It is signed once, when it is needed. */
final class Assertion {
    /** How long the same one is sent. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** How long apps may believe it. */
    private static final Duration VALID = Duration.ofMinutes(5);

    private final String audience;
    private final SessionIdentity identity;
    private final IdentityValues values;
    private final Instant at;
    private @Nullable AsciiString token;

    /**
     * @param audience origin of the app
     */
    Assertion(String audience, SessionIdentity identity, IdentityValues values, Instant at) {
        this.audience = audience;
        this.identity = identity;
        this.values = values;
        this.at = at;
    }

    /** Whether this one may be sent in place of the other, newer one. */
    boolean standsFor(Assertion newer) {
        return !staleAt(newer.at)
                && identity.equals(newer.identity)
                && values.equals(newer.values)
                && audience.equals(newer.audience);
    }

    /** Whether it is too old to be sent, or from a clock that was set back since. */
    boolean staleAt(Instant now) {
        return Duration.between(at, now).abs().compareTo(FRESH) >= 0;
    }

    Instant at() {
        return at;
    }

    /**
     * The signed token.
     *
     * @param issuer public origin of the gateway
     */
    synchronized AsciiString token(AssertionKey key, String issuer) {
        AsciiString signed = token;
        if (signed == null) {
            signed = new AsciiString(key.sign(claims(issuer)));
            token = signed;
        }
        return signed;
    }

    private JsonObject claims(String issuer) {
        JsonObject claims =
                new JsonObject()
                        .put("iss", issuer)
                        .put("aud", audience)
                        .put("sub", identity.user())
                        .put("connection", identity.verified().connection())
                        .put("account", identity.account() != null)
                        .put("iat", at.getEpochSecond())
                        .put("exp", at.plus(VALID).getEpochSecond());
        if (identity.email() != null) {
            claims.put("email", identity.email());
        }
        if (identity.name() != null) {
            claims.put("name", identity.name());
        }
        if (!identity.groups().isEmpty()) {
            claims.put("groups", new JsonArray(identity.groups()));
        }
        if (values.acr() != null) {
            claims.put("acr", values.acr());
        }
        if (values.amr() != null) {
            claims.put("amr", new JsonArray(List.of(values.amr().split(","))));
        }
        return claims;
    }
}
