package dev.vestibule.gateway.connection.oidc;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Access tokens of a {@link TestProvider}, as programs send them. */
public final class TestAccessTokens {
    private final TestProvider provider;
    private final InstantSource clock;
    private final Map<String, Map<String, Object>> known = new ConcurrentHashMap<>();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();

    TestAccessTokens(TestProvider provider, InstantSource clock) {
        this.provider = provider;
        this.clock = clock;
    }

    /** A JWT with these claims beside the usual ones. */
    public String jwt(Map<String, Object> claims) {
        return jwt("at+jwt", claims);
    }

    /** A JWT whose header has this type. */
    public String jwt(String type, Map<String, Object> claims) {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(provider.keys().rsa().getKeyID())
                        .type(new JOSEObjectType(type))
                        .build();
        Map<String, Object> all = claims(claims);
        String token = TestKeys.sign(header, provider.keys().rsa(), all);
        known.put(token, all);
        return token;
    }

    /** A token that only the provider understands. */
    public String opaque(Map<String, Object> claims) {
        String token = "canary-opaque-" + UUID.randomUUID();
        known.put(token, claims(claims));
        return token;
    }

    /** The claims of a token: the usual ones, and these in their place. */
    public Map<String, Object> claims(Map<String, Object> claims) {
        long now = clock.instant().getEpochSecond();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("iss", provider.issuer());
        all.put("sub", "1");
        all.put("aud", "https://api.example.org");
        all.put("iat", now);
        all.put("exp", now + 300);
        all.put("jti", UUID.randomUUID().toString());
        all.put("client_id", "a-program");
        all.putAll(claims);
        all.values().removeIf(""::equals);
        return all;
    }

    /** From now on the token is not active. */
    public void revoke(String token) {
        revoked.add(token);
    }

    void introspect(RoutingContext context) {
        String token = String.valueOf(context.request().formAttributes().get("token"));
        boolean active = known.containsKey(token) && !revoked.contains(token);
        JsonObject answer = new JsonObject().put("active", active);
        if (active) {
            answer.mergeIn(new JsonObject(new LinkedHashMap<>(known.get(token))));
        }
        context.response()
                .setStatusCode(provider.isOfClient(context) ? 200 : 401)
                .putHeader("content-type", "application/json")
                .end(answer.encode());
    }
}
