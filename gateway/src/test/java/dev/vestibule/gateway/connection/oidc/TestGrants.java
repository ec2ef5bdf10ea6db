package dev.vestibule.gateway.connection.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;

import dev.vestibule.flow.connection.OidcConnection.ClientAuthentication;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Codes and tokens of a {@link TestProvider}. */
final class TestGrants {
    private final TestProvider provider;
    private final InstantSource clock;
    private final Map<String, Grant> codes = new ConcurrentHashMap<>();
    private final Map<String, Grant> accessTokens = new ConcurrentHashMap<>();
    private final Map<String, Grant> refreshTokens = new ConcurrentHashMap<>();
    private volatile boolean refreshing;
    private volatile Map<String, Object> person =
            Map.of(
                    "sub", "ada-1815",
                    "preferred_username", "ada",
                    "name", "Ada Lovelace",
                    "given_name", "Ada",
                    "family_name", "Lovelace",
                    "email", "ada@example.org",
                    "email_verified", true,
                    "groups", List.of("eng"));
    private volatile UnaryOperator<Map<String, Object>> claims = UnaryOperator.identity();
    private volatile UnaryOperator<JsonObject> userinfo = UnaryOperator.identity();
    private volatile UnaryOperator<JsonObject> tokenAnswer = UnaryOperator.identity();
    private volatile BiFunction<TestKeys, Map<String, Object>, String> maker =
            (signers, content) -> signers.sign(JWSAlgorithm.RS256, content);
    private volatile @Nullable ClientAuthentication lastClientAuthentication;

    TestGrants(TestProvider provider, InstantSource clock) {
        this.provider = provider;
        this.clock = clock;
    }

    void signIn(Map<String, Object> somebody) {
        person = Map.copyOf(somebody);
    }

    void idTokenClaims(UnaryOperator<Map<String, Object>> change) {
        claims = change;
    }

    void idToken(BiFunction<TestKeys, Map<String, Object>, String> other) {
        maker = other;
    }

    void tokenAnswer(UnaryOperator<JsonObject> change) {
        tokenAnswer = change;
    }

    void userinfo(UnaryOperator<JsonObject> change) {
        userinfo = change;
    }

    void refreshing(boolean whether) {
        refreshing = whether;
        if (!whether) {
            refreshTokens.clear();
        }
    }

    /** Tokens that are valid now. */
    Set<String> refreshTokens() {
        return Set.copyOf(refreshTokens.keySet());
    }

    ClientAuthentication lastClientAuthentication() {
        if (lastClientAuthentication == null) {
            throw new IllegalStateException("no client has authenticated yet");
        }
        return lastClientAuthentication;
    }

    String authorize(MultiMap request) {
        String chosen = request.get("test_person");
        Map<String, Object> somebody = chosen == null ? person : new JsonObject(chosen).getMap();
        String code = "canary-code-" + UUID.randomUUID();
        codes.put(code, new Grant(somebody, MultiMap.caseInsensitiveMultiMap().addAll(request)));
        return code;
    }

    void token(RoutingContext context) {
        MultiMap form = context.request().formAttributes();
        if (!clientAuthenticated(context, form)) {
            error(context, 401, "invalid_client");
            return;
        }
        if ("refresh_token".equals(form.get("grant_type"))) {
            refresh(context, form);
            return;
        }
        Grant grant = codes.remove(String.valueOf(form.get("code")));
        if (grant == null || !"authorization_code".equals(form.get("grant_type"))) {
            error(context, 400, "invalid_grant");
        } else if (!grant.matches(form)) {
            error(context, 400, "invalid_grant");
        } else {
            json(context, 200, tokenAnswer.apply(tokens(grant)));
        }
    }

    /** Every token is good once; the user is told as they are now. */
    private void refresh(RoutingContext context, MultiMap form) {
        Grant grant = refreshTokens.remove(String.valueOf(form.get("refresh_token")));
        if (grant == null) {
            error(context, 400, "invalid_grant");
            return;
        }
        MultiMap request = MultiMap.caseInsensitiveMultiMap().addAll(grant.request);
        boolean same = Objects.equals(grant.person.get("sub"), person.get("sub"));
        Map<String, Object> now = same ? person : grant.person;
        json(context, 200, tokenAnswer.apply(tokens(new Grant(now, request.remove("nonce")))));
    }

    void revoke(RoutingContext context) {
        MultiMap form = context.request().formAttributes();
        if (clientAuthenticated(context, form)) {
            refreshTokens.remove(String.valueOf(form.get("token")));
            context.response().end();
        } else {
            error(context, 401, "invalid_client");
        }
    }

    void userinfo(RoutingContext context) {
        String header = String.valueOf(context.request().getHeader("authorization"));
        Grant grant = accessTokens.get(header.replaceFirst("^Bearer ", ""));
        if (grant == null) {
            error(context, 401, "invalid_token");
        } else {
            json(context, 200, userinfo.apply(new JsonObject(new LinkedHashMap<>(grant.person))));
        }
    }

    private JsonObject tokens(Grant grant) {
        String accessToken = "canary-access-token-" + UUID.randomUUID();
        accessTokens.put(accessToken, grant);
        JsonObject answer = new JsonObject();
        if (refreshing) {
            String refreshToken = "canary-refresh-token-" + UUID.randomUUID();
            refreshTokens.put(refreshToken, grant);
            answer.put("refresh_token", refreshToken);
        }
        return answer.put("access_token", accessToken)
                .put("token_type", "Bearer")
                .put("expires_in", 300)
                .put("id_token", maker.apply(provider.keys(), claims.apply(idTokenClaims(grant))));
    }

    private Map<String, Object> idTokenClaims(Grant grant) {
        Map<String, Object> content = new LinkedHashMap<>(grant.person);
        content.put("iss", provider.issuer());
        content.put("aud", grant.request.get("client_id"));
        content.put("iat", clock.instant().getEpochSecond());
        content.put("exp", clock.instant().getEpochSecond() + 300);
        if (grant.request.contains("nonce")) {
            content.put("nonce", grant.request.get("nonce"));
        }
        if ("login".equals(grant.request.get("prompt"))) {
            content.put("auth_time", clock.instant().getEpochSecond());
        }
        return content;
    }

    boolean clientAuthenticated(RoutingContext context, MultiMap form) {
        TestClient expected = new TestClient(provider.clientId(), provider.clientSecret());
        String header = context.request().getHeader("authorization");
        if (header == null) {
            lastClientAuthentication = ClientAuthentication.POST;
            return expected.equals(
                    new TestClient(form.get("client_id"), form.get("client_secret")));
        }
        lastClientAuthentication = ClientAuthentication.BASIC;
        byte[] decoded = Base64.getDecoder().decode(header.replaceFirst("^Basic ", ""));
        String[] pair = new String(decoded, StandardCharsets.US_ASCII).split(":", -1);
        return pair.length == 2
                && expected.equals(new TestClient(decode(pair[0]), decode(pair[1])));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String withQuery(String url, Map<String, String> parameters) {
        return url
                + (url.contains("?") ? "&" : "?")
                + parameters.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void error(RoutingContext context, int status, String code) {
        json(context, status, new JsonObject().put("error", code));
    }

    private static void json(RoutingContext context, int status, JsonObject body) {
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .end(body.encode());
    }

    private record TestClient(@Nullable String id, @Nullable String secret) {}

    private record Grant(Map<String, Object> person, MultiMap request) {
        boolean matches(MultiMap form) {
            String verifier = form.get("code_verifier");
            return verifier != null
                    && "S256".equals(request.get("code_challenge_method"))
                    && Objects.equals(request.get("redirect_uri"), form.get("redirect_uri"))
                    && CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(verifier))
                            .getValue()
                            .equals(request.get("code_challenge"));
        }
    }
}
