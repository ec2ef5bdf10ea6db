package dev.vestibule.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An OpenID provider that signs every user in at once, as the user in the header {@code x-person}
 * of the authorization request: it needs almost no CPU, so that the gateway's cost is visible.
 */
final class CheapProvider {
    private final String issuer;
    private final ECKey key;
    private final JWSSigner signer;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();

    private record Grant(String person, String nonce) {}

    private CheapProvider(String issuer, ECKey key) throws JOSEException {
        this.issuer = issuer;
        this.key = key;
        this.signer = new ECDSASigner(key);
    }

    /** Starts one and gives its issuer. */
    static String start(Vertx vertx) throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("bench").generate();
        HttpServer server = vertx.createHttpServer();
        CheapProvider[] provider = new CheapProvider[1];
        server.requestHandler(request -> provider[0].handle(request));
        server.listen(0, "127.0.0.1").await();
        provider[0] = new CheapProvider("http://localhost:" + server.actualPort(), key);
        return provider[0].issuer;
    }

    private void handle(HttpServerRequest request) {
        switch (String.valueOf(request.path())) {
            case "/.well-known/openid-configuration" -> json(request.response(), metadata());
            case "/jwks" ->
                    json(
                            request.response(),
                            new JsonObject(new JWKSet(key).toPublicJWKSet().toString()));
            case "/authorize" -> authorize(request);
            case "/token" -> token(request);
            default -> request.response().setStatusCode(404).end();
        }
    }

    private JsonObject metadata() {
        return new JsonObject()
                .put("issuer", issuer)
                .put("authorization_endpoint", issuer + "/authorize")
                .put("token_endpoint", issuer + "/token")
                .put("jwks_uri", issuer + "/jwks")
                .put("response_types_supported", List.of("code"))
                .put("subject_types_supported", List.of("public"))
                .put("code_challenge_methods_supported", List.of("S256"))
                .put("id_token_signing_alg_values_supported", List.of("ES256"));
    }

    private void authorize(HttpServerRequest request) {
        String code = UUID.randomUUID().toString();
        grants.put(
                code,
                new Grant(
                        String.valueOf(request.getHeader("x-person")),
                        String.valueOf(request.getParam("nonce"))));
        String location =
                request.getParam("redirect_uri")
                        + "?code="
                        + code
                        + "&state="
                        + URLEncoder.encode(
                                String.valueOf(request.getParam("state")), StandardCharsets.UTF_8);
        request.response().setStatusCode(302).putHeader("location", location).end();
    }

    private void token(HttpServerRequest request) {
        request.setExpectMultipart(true);
        request.end().onSuccess(_ -> answer(request));
    }

    private void answer(HttpServerRequest request) {
        Grant grant = grants.remove(String.valueOf(request.getFormAttribute("code")));
        if (grant == null) {
            request.response().setStatusCode(400).end("{\"error\":\"invalid_grant\"}");
            return;
        }
        json(
                request.response(),
                new JsonObject()
                        .put("token_type", "Bearer")
                        .put("access_token", "not-used")
                        .put("id_token", idToken(grant)));
    }

    private String idToken(Grant grant) {
        Instant now = Instant.now();
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience("bench")
                        .subject(grant.person())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300)))
                        .claim("nonce", grant.nonce())
                        .claim("name", "Bench " + grant.person())
                        .claim("family_name", grant.person())
                        .claim("email", grant.person() + "@example.org")
                        .claim("email_verified", true)
                        .claim("groups", List.of("engineering", "staff"))
                        .build();
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                        claims);
        try {
            token.sign(signer);
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
        return token.serialize();
    }

    private static void json(HttpServerResponse response, JsonObject body) {
        response.putHeader("content-type", "application/json").end(body.toBuffer());
    }
}
