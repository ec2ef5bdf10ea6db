package dev.vestibule.gateway.assertion;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;

import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestTarget;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import io.vertx.ext.web.RoutingContext;

import java.security.SecureRandom;

/**
 * The key pair that signs assertions. It is made when the gateway starts and never leaves its
 * memory; its id is its thumbprint (RFC 7638), so that a new key has a new id.
 */
public final class AssertionKey {
    /** Path of the public key on every host. */
    public static final String PATH = RequestTarget.RESERVED + "/jwks.json";

    /**
     * A restarted gateway has a new key, so that caches may keep the old one for a short time only.
     */
    private static final String BRIEFLY = "public, max-age=60";

    private static final String ALGORITHM = JWSAlgorithm.ES256.getName();

    private final JWTAuth signer;
    private final JsonObject published;

    private AssertionKey(Vertx vertx, ECKey pair) {
        JWTAuthOptions options = new JWTAuthOptions().addJwk(new JsonObject(pair.toJSONObject()));
        signer = JWTAuth.create(vertx, options);
        JsonObject key = new JsonObject(pair.toPublicJWK().toJSONObject());
        published = new JsonObject().put("keys", new JsonArray().add(key));
    }

    /** A new key pair on P-256. */
    public static AssertionKey generate(Vertx vertx, SecureRandom random) {
        try {
            return new AssertionKey(
                    vertx,
                    new ECKeyGenerator(Curve.P_256)
                            .secureRandom(random)
                            .algorithm(JWSAlgorithm.ES256)
                            .keyUse(KeyUse.SIGNATURE)
                            .keyIDFromThumbprint(true)
                            .generate());
        } catch (JOSEException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /** The public key as a set of keys (RFC 7517, section 5). */
    JsonObject published() {
        return published.copy();
    }

    /** Answers with the public key that verifies assertions. */
    public void publish(RoutingContext ctx) {
        Pages.secure(ctx.response().headers());
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, BRIEFLY)
                .end(published.encode());
    }

    /** The claims as a JSON Web Token, signed with ES256; it has these claims and no other. */
    String sign(JsonObject claims) {
        // Times come from the caller's clock; Vert.x would take those of the system.
        JWTOptions options = new JWTOptions().setAlgorithm(ALGORITHM).setNoTimestamp(true);
        return signer.generateToken(claims, options);
    }
}
