package dev.vestibule.gateway.connection.oidc;

import com.nimbusds.jose.JWSAlgorithm;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.flow.connection.OidcConnection.ClientAuthentication;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.yaml.Secret;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * An OpenID provider in the test's own process, on a port that the system chooses. It keeps to the
 * protocol (single-use codes bound to client, redirect URI and PKCE challenge) until a test makes
 * it misbehave.
 *
 * <p>The authorization endpoint asks nobody and redirects at once. Who signs in is the person set
 * with {@link #signIn}, or, for many people at once, the one in the query parameter that {@link
 * #as} adds to the address of the authorization request.
 */
public final class TestProvider implements AutoCloseable {
    private final Map<Endpoint, Handler<RoutingContext>> answers = new ConcurrentHashMap<>();
    private final Map<Endpoint, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final Map<Endpoint, String> cacheControl = new ConcurrentHashMap<>();
    private final Map<Endpoint, String> contentTypes = new ConcurrentHashMap<>();
    private final TestKeys keys = new TestKeys();
    private final TestGrants grants;
    private final TestAccessTokens accessTokens;
    private final HttpServer server;
    private volatile UnaryOperator<JsonObject> metadata = UnaryOperator.identity();
    private volatile UnaryOperator<Map<String, String>> redirect = UnaryOperator.identity();

    private TestProvider(Vertx vertx, InstantSource clock) {
        server = vertx.createHttpServer().requestHandler(router(vertx));
        server.listen(0, "127.0.0.1").await();
        grants = new TestGrants(this, clock);
        accessTokens = new TestAccessTokens(this, clock);
    }

    /** Starts a provider that dates its tokens by this clock; blocks until it listens. */
    public static TestProvider start(Vertx vertx, InstantSource clock) {
        return new TestProvider(vertx, clock);
    }

    /** Starts a provider on the system's time; blocks until it listens. */
    public static TestProvider start(Vertx vertx) {
        return start(vertx, InstantSource.system());
    }

    /** The address of the authorization request with this person chosen. */
    public static String as(Map<String, Object> person, String authorizationRequest) {
        String chosen = TestGrants.encode(new JsonObject(person).encode());
        return authorizationRequest + "&test_person=" + chosen;
    }

    /** The address of the authorization request with this OAuth error as its outcome. */
    public static String failing(String error, String authorizationRequest) {
        return authorizationRequest + "&test_error=" + TestGrants.encode(error);
    }

    /** {@code http://127.0.0.1:port}. */
    public String issuer() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** The address of an endpoint. */
    public String url(Endpoint endpoint) {
        return issuer() + endpoint.path;
    }

    /** The only client's id. */
    public String clientId() {
        return "vestibule:test";
    }

    /** The only client's secret, with the characters that need encoding. */
    public String clientSecret() {
        return "canary:%+ é&=/";
    }

    /** A connection to this provider that is allowed RS256 and ES256. */
    public OidcConnection connection(String id, Provisioning provisioning) {
        return new OidcConnection(
                id,
                "Test provider",
                URI.create(issuer()),
                clientId(),
                new Secret(clientSecret()),
                ClientAuthentication.BASIC,
                List.of("openid", "profile", "email"),
                Map.of(),
                Set.of("RS256", "ES256"),
                Set.of(),
                provisioning,
                null);
    }

    /** Its signing keys. */
    public TestKeys keys() {
        return keys;
    }

    /** The access tokens that it issues to programs. */
    public TestAccessTokens accessTokens() {
        return accessTokens;
    }

    /** Who signs in from now on: the claims of the person, {@code sub} among them. */
    public void signIn(Map<String, Object> person) {
        grants.signIn(person);
    }

    /** Signs ID tokens with this algorithm from now on. */
    public void algorithm(JWSAlgorithm algorithm) {
        idToken((ignored, claims) -> keys.sign(algorithm, claims));
    }

    /** Changes the claims of every ID token; the given map may be changed and returned. */
    public void idTokenClaims(UnaryOperator<Map<String, Object>> change) {
        grants.idTokenClaims(change);
    }

    /** Makes ID tokens in another way, from these keys and claims. */
    public void idToken(BiFunction<TestKeys, Map<String, Object>, String> maker) {
        grants.idToken(maker);
    }

    /** Changes the token endpoint's successful answer. */
    public void tokenAnswer(UnaryOperator<JsonObject> change) {
        grants.tokenAnswer(change);
    }

    /** Changes the userinfo endpoint's answer. */
    public void userinfo(UnaryOperator<JsonObject> change) {
        grants.userinfo(change);
    }

    /** Changes the discovery document. */
    public void metadata(UnaryOperator<JsonObject> change) {
        metadata = change;
    }

    /** Changes the parameters of the answer at the redirect URI; the map may be changed. */
    public void redirect(UnaryOperator<Map<String, String>> change) {
        redirect = change;
    }

    /** Lets this handler answer in the endpoint's place, until {@link #behave}. */
    public void answer(Endpoint endpoint, Handler<RoutingContext> handler) {
        answers.put(endpoint, handler);
    }

    /** Lets the endpoint answer as it should again. */
    public void behave(Endpoint endpoint) {
        answers.remove(endpoint);
    }

    /** Adds this {@code Cache-Control} to the endpoint's answers. */
    public void cacheControl(Endpoint endpoint, String directives) {
        cacheControl.put(endpoint, directives);
    }

    /** Gives the endpoint's answers this {@code Content-Type}. */
    public void contentType(Endpoint endpoint, String type) {
        contentTypes.put(endpoint, type);
    }

    /** How many requests the endpoint has had. */
    public int requests(Endpoint endpoint) {
        return counter(endpoint).get();
    }

    /** Whether a request to an endpoint is the client's. */
    boolean isOfClient(RoutingContext context) {
        return grants.clientAuthenticated(context, context.request().formAttributes());
    }

    /** How the client authenticated at the last token request. */
    public ClientAuthentication lastClientAuthentication() {
        return grants.lastClientAuthentication();
    }

    @Override
    public void close() {
        server.close().await();
    }

    private Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false).setBodyLimit(65_536));
        for (Endpoint endpoint : Endpoint.values()) {
            router.route(endpoint.path).handler(context -> serve(endpoint, context));
        }
        router.routeWithRegex("/.+" + Endpoint.DISCOVERY.path.replace(".", "[.]"))
                .handler(context -> serve(Endpoint.DISCOVERY, context));
        return router;
    }

    private void serve(Endpoint endpoint, RoutingContext context) {
        counter(endpoint).incrementAndGet();
        String directives = cacheControl.get(endpoint);
        if (directives != null) {
            context.response().putHeader("cache-control", directives);
        }
        String type = contentTypes.get(endpoint);
        if (type != null) {
            context.addHeadersEndHandler(
                    ignored -> context.response().putHeader("content-type", type));
        }
        Handler<RoutingContext> handler = answers.get(endpoint);
        if (handler != null) {
            handler.handle(context);
            return;
        }
        switch (endpoint) {
            case DISCOVERY -> json(context, metadata.apply(document()).encode());
            case AUTHORIZE -> authorize(context);
            case TOKEN -> grants.token(context);
            case JWKS -> json(context, keys.published());
            case USERINFO -> grants.userinfo(context);
            case END_SESSION -> endSession(context);
            case INTROSPECT -> accessTokens.introspect(context);
            case REVOKE -> grants.revoke(context);
        }
    }

    private void authorize(RoutingContext context) {
        Map<String, String> answer = new LinkedHashMap<>();
        String error = context.request().getParam("test_error");
        if (error == null) {
            answer.put("code", grants.authorize(context.request().params()));
        } else {
            answer.put("error", error);
            answer.put("error_description", "<b>described</b>");
        }
        answer.put("state", context.request().getParam("state"));
        answer.put("iss", issuer());
        String target = context.request().getParam("redirect_uri", issuer());
        context.redirect(TestGrants.withQuery(target, redirect.apply(answer)));
    }

    /** From now on browsers can end sessions here, and the discovery document says so. */
    public void endSessions() {
        metadata(document -> document.put("end_session_endpoint", url(Endpoint.END_SESSION)));
    }

    /** From now on tokens can be asked about here, and the discovery document says so. */
    public void introspects() {
        metadata(document -> document.put("introspection_endpoint", url(Endpoint.INTROSPECT)));
    }

    /**
     * From now on sign-ins give refresh tokens, each good once, and they can be revoked here; the
     * discovery document says so.
     */
    public void refreshes() {
        grants.refreshing(true);
        metadata(document ->
                document.put("revocation_endpoint", url(Endpoint.REVOKE))
                        .put("end_session_endpoint", url(Endpoint.END_SESSION)));
    }

    /** No refresh token is valid any more, and no new one is given. */
    public void refusesRefresh() {
        grants.refreshing(false);
    }

    /** The refresh tokens that are valid now. */
    public Set<String> refreshTokens() {
        return grants.refreshTokens();
    }

    /** The endpoint's next requests wait until the result is run, and are answered then. */
    public Runnable hold(Endpoint endpoint) {
        Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
        answer(
                endpoint,
                context -> {
                    var here = context.vertx().getOrCreateContext();
                    waiting.add(() -> here.runOnContext(_ -> serve(endpoint, context)));
                });
        return () -> {
            behave(endpoint);
            waiting.forEach(Runnable::run);
        };
    }

    /** The endpoint does what it is asked, and its answer is lost on the way. */
    public void loseAnswers(Endpoint endpoint) {
        answer(
                endpoint,
                context -> {
                    behave(endpoint);
                    context.response().headers().add("connection", "close");
                    context.addHeadersEndHandler(_ -> context.request().connection().close());
                    serve(endpoint, context);
                });
    }

    private static void endSession(RoutingContext context) {
        String to = context.request().getParam("post_logout_redirect_uri", "");
        String state = context.request().getParam("state", "");
        context.redirect(TestGrants.withQuery(to, Map.of("state", state)));
    }

    private JsonObject document() {
        return new JsonObject()
                .put("issuer", issuer())
                .put("authorization_endpoint", url(Endpoint.AUTHORIZE))
                .put("token_endpoint", url(Endpoint.TOKEN))
                .put("jwks_uri", url(Endpoint.JWKS))
                .put("userinfo_endpoint", url(Endpoint.USERINFO))
                .put("response_types_supported", List.of("code"))
                .put("subject_types_supported", List.of("public"))
                .put("id_token_signing_alg_values_supported", List.of("RS256", "ES256"))
                .put("authorization_response_iss_parameter_supported", true);
    }

    private AtomicInteger counter(Endpoint endpoint) {
        return requests.computeIfAbsent(endpoint, ignored -> new AtomicInteger());
    }

    private static void json(RoutingContext context, String text) {
        context.response().putHeader("content-type", "application/json").end(text);
    }

    /** What the provider serves. */
    public enum Endpoint {
        DISCOVERY("/.well-known/openid-configuration"),
        AUTHORIZE("/authorize"),
        TOKEN("/token"),
        JWKS("/jwks"),
        USERINFO("/userinfo"),
        END_SESSION("/end-session"),
        INTROSPECT("/introspect"),
        REVOKE("/revoke");

        private final String path;

        Endpoint(String path) {
            this.path = path;
        }
    }
}
