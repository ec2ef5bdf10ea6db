package dev.vestibule.gateway.connection.oauth;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.FlowConfigLoader;
import dev.vestibule.flow.LoadResult;
import dev.vestibule.flow.connection.Connection;
import dev.vestibule.gateway.connection.oidc.OidcResources;
import dev.vestibule.gateway.http.Page;
import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.Authenticator.Attempt;
import dev.vestibule.gateway.login.Authenticator.Challenge;
import dev.vestibule.gateway.login.Authenticator.Verdict;
import dev.vestibule.gateway.login.PendingLogin.Channel;
import dev.vestibule.gateway.outbound.BoundedHttp;
import dev.vestibule.gateway.seal.TestKeyRing;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A provider that has OAuth 2.0 without OpenID Connect, in the test's own process, and the browser
 * of its user. Its codes are used once, and are bound to client, redirect address and PKCE
 * challenge. What differs between providers is a handler of the test.
 */
public final class TestOAuth {
    public static final String CLIENT = "client-7";
    public static final String SECRET = "canary secret";
    public static final String TOKEN = "canary-access-token";

    private final Vertx vertx;
    private final String place;
    private final Router router;
    private final HttpServer server;
    private final Map<String, MultiMap> codes = new ConcurrentHashMap<>();

    /** It lives as long as the Vert.x. */
    public TestOAuth(Vertx vertx) {
        this(vertx, new HttpServerOptions());
    }

    /** One that may have TLS. */
    public TestOAuth(Vertx vertx, HttpServerOptions options) {
        this.vertx = vertx;
        place = options.isSsl() ? "https://localhost:" : "http://127.0.0.1:";
        router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false));
        server =
                vertx.createHttpServer(options)
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .await();
    }

    /** Its origin, which is its issuer too. */
    public String issuer() {
        return place + server.actualPort();
    }

    /** Answers requests to the path. */
    public void on(String path, Handler<RoutingContext> handler) {
        router.route(path).handler(handler);
    }

    /** Answers the authorization request at once: with a code, or with what the test adds. */
    public void authorize(RoutingContext ctx, Map<String, String> answer) {
        Map<String, String> parameters = new LinkedHashMap<>(answer);
        if (!answer.containsKey("error")) {
            String code = "code-" + codes.size();
            codes.put(code, ctx.queryParams());
            parameters.put("code", code);
        }
        parameters.put("state", ctx.queryParams().get("state"));
        StringBuilder address =
                new StringBuilder(ctx.queryParams().get("redirect_uri")).append("?");
        parameters.forEach((name, value) ->
                address.append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                        .append('&'));
        ctx.redirect(address.toString());
    }

    /** Whether the token request may have a token; its code is used up. */
    public boolean redeems(RoutingContext ctx) {
        MultiMap form = ctx.request().formAttributes();
        MultiMap request = codes.remove(String.valueOf(form.get("code")));
        return request != null
                && CLIENT.equals(form.get("client_id"))
                && SECRET.equals(form.get("client_secret"))
                && Objects.equals(request.get("redirect_uri"), form.get("redirect_uri"))
                && CodeChallenge.compute(
                                CodeChallengeMethod.S256,
                                new CodeVerifier(form.get("code_verifier")))
                        .getValue()
                        .equals(request.get("code_challenge"));
    }

    /** Ends the answer with this JSON. */
    public static void json(RoutingContext ctx, int status, Object body) {
        ctx.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json; charset=utf-8")
                .end(Json.encode(body));
    }

    /** Whether the request has the access token in its header and nowhere else. */
    public static boolean hasToken(RoutingContext ctx) {
        return ("Bearer " + TOKEN).equals(ctx.request().getHeader("authorization"))
                && !ctx.request().uri().contains(TOKEN);
    }

    /** What the token endpoint says of a success. */
    public static JsonObject token() {
        return new JsonObject().put("access_token", TOKEN).put("token_type", "bearer");
    }

    /** A connection of this kind to this provider, from its YAML. */
    public Connection connection(String type, String more) {
        String yaml =
                """
                gateway: { url: "http://localhost:18080" }
                connections:
                  test:
                    type: %s
                    issuer: %s
                    client-id: %s
                    client-secret: ${env:SECRET}
                    authorization-parameters: { allow_signup: "false" }
                    %s
                flows: { staff: { steps: [ { id: first, authenticate: [test] } ] } }
                apps: { wiki: { upstream: "http://localhost:2", flow: staff, access: [ { allow: "true" } ] } }
                """;
        LoadResult result =
                new FlowConfigLoader()
                        .load(
                                Map.of(
                                        "vestibule.yaml",
                                        yaml.formatted(type, issuer(), CLIENT, more)),
                                Path.of("."),
                                _ -> SECRET);
        FlowConfig config = Objects.requireNonNull(result.config(), result.report().text());
        return Objects.requireNonNull(config.connections().get("test"));
    }

    /** What authenticators share. */
    public OidcResources resources() {
        return new OidcResources(
                vertx,
                new BoundedHttp(vertx),
                InstantSource.system(),
                new Tokens(new SecureRandom()),
                TestKeyRing.create());
    }

    /** The whole sign-in. */
    public VerifiedIdentity signIn(Authenticator authenticator) {
        Challenge.Redirect start = begin(authenticator);
        return complete(authenticator, start, visit(start.to()));
    }

    /** The answer of the provider is used. */
    public VerifiedIdentity complete(
            Authenticator authenticator, Challenge.Redirect start, Answer answer) {
        authenticator.inspect(start.state(), answer);
        return ((Verdict.Identified)
                        authenticator.verify(attempt(NOTHING), start.state(), answer).await())
                .identity();
    }

    public static final Attempt.Asked NOTHING = new Attempt.Asked(false, null, List.of(), Map.of());

    public Challenge.Redirect begin(Authenticator authenticator) {
        return (Challenge.Redirect) authenticator.begin(attempt(NOTHING)).await();
    }

    /** What the provider's redirect carries. */
    public Answer visit(URI request) {
        var response =
                vertx.createHttpClient()
                        .request(new RequestOptions().setAbsoluteURI(request.toString()))
                        .compose(HttpClientRequest::send)
                        .await();
        return answer(query(URI.create(response.getHeader("location"))));
    }

    public static Answer answer(Map<String, String> parameters) {
        return new Answer(Channel.CALLBACK, new RequestParameters(parameters), "test");
    }

    public static Map<String, String> query(URI address) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : address.getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    public static Attempt attempt(Attempt.Asked asked) {
        return new Attempt(
                "state-1",
                () -> asked,
                () -> new Page.Form("", "", Map.of()),
                () -> {
                    throw new AssertionError("no page is shown");
                },
                null,
                null,
                new Attempt.Offers(null, List.of(), null, false, null, null));
    }
}
