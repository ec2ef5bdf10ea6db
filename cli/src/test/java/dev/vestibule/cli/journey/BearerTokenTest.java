package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;

import dev.vestibule.gateway.connection.oidc.TestKeys;
import dev.vestibule.gateway.connection.oidc.TestProvider;
import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;
import dev.vestibule.gateway.proxy.EchoUpstream;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Programs sign in by access tokens of identity providers. */
@ExtendWith(VertxExtension.class)
final class BearerTokenTest {
    private static final String API = World.GATEWAY + "/api";
    private static final String AUDIENCE = "https://api.example.org";
    private static final String APPS =
            """
              api:
                match: { path: /api }
                upstream: "@UPSTREAM@"
                flow: staff
                access:
                  - public: request.path == "/api/public"
                  - deny: request.path == "/api/denied"
                  - allow: request.path == "/api/level" && claims.acr == "high" && now - timestamp(claims.auth_time) < duration("5m")
                  - allow: request.path == "/api/fresh" && fresh(steps.first, "5m")
                    else: staff
                  - allow: request.path == "/api" && "engineering" in account.groups
                identity: { headers: [x-forwarded] }
                tokens: { connection: alpha }
              scoped:
                match: { path: /scoped }
                upstream: "@UPSTREAM@"
                flow: staff
                access: [{ allow: '"write" in claims.scope.split(" ")' }]
                tokens: { connection: alpha, audience: "https://api.example.org", scope: [read, list] }
              opaque:
                match: { path: /opaque }
                upstream: "@UPSTREAM@"
                flow: staff
                access: [{ allow: true }]
                tokens: { connection: alpha, audience: "https://api.example.org", introspection: true }
              both:
                match: { path: /both }
                upstream: "@UPSTREAM@"
                flow: either
                access: [{ allow: true }]
                tokens: { personal: true, connection: [alpha, beta], audience: "https://api.example.org" }
            """;

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;
    private TestBrowser browser;

    @BeforeEach
    void start() {
        world = worlds.start(folder, Yaml.STANDARD + APPS);
        world.provider.introspects();
        world.provider.signIn(
                Map.of("sub", "1", "preferred_username", "ada", "groups", List.of("engineering")));
        browser = world.browser();
        browser.open(World.WIKI);
    }

    @Test
    void aProgramGetsTheAccountThatASignInOfItsUserGets() {
        WebAnswer answer = program(jwt(Map.of())).get(API + "?a=b");

        assertThat(answer.body()).startsWith("> GET /api?a=b\n");
        assertThat(answer.received("x-forwarded-user")).isEqualTo("ada");
        assertThat(answer.received("x-forwarded-groups")).isEqualTo("engineering");
        assertThat(answer.body()).doesNotContainIgnoringCase("authorization");
    }

    @Test
    void theRulesOfTheApplicationApply() {
        assertThat(program(jwt(Map.of())).get(API + "/denied").status()).isEqualTo(403);
        assertThat(program(jwt(Map.of())).get(API + "/level").status()).isEqualTo(403);
        long now = world.clock.instant().getEpochSecond();
        String strong = jwt(Map.of("acr", "high", "auth_time", now - 60));
        assertThat(program(strong).get(API + "/level").status()).isEqualTo(200);
        String old = jwt(Map.of("acr", "high", "auth_time", now - 600));
        assertThat(program(old).get(API + "/level").status()).isEqualTo(403);
        WebAnswer step = program(strong).get(API + "/fresh");
        assertThat(step.status()).isEqualTo(401);
        assertThat(step.challenge()).contains("insufficient_user_authentication");
    }

    @Test
    void aTokenThatDoesNotHoldIsRefusedWithoutARedirectAlsoOnPublicPaths() {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).build();
        String forged =
                TestKeys.sign(
                        header,
                        TestKeys.newRsaKey(),
                        world.provider.accessTokens().claims(Map.of("aud", World.GATEWAY)));
        long now = world.clock.instant().getEpochSecond();
        for (String token :
                List.of(
                        "x",
                        forged,
                        jwt(Map.of("aud", world.provider.clientId())),
                        jwt(Map.of("aud", AUDIENCE)),
                        jwt(Map.of("iss", "https://evil.example.org")),
                        jwt(Map.of("exp", now - 61)),
                        world.provider.accessTokens().opaque(Map.of("aud", World.GATEWAY)),
                        "vst_AAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")) {
            for (String path : List.of("", "/public")) {
                WebAnswer answer = program(token).with("Accept", "text/html").get(API + path);
                assertThat(answer.status()).as(token).isEqualTo(401);
                assertThat(answer.challenges())
                        .containsExactly("Bearer realm=\"api\", error=\"invalid_token\"");
            }
        }
        assertThat(world.upstream.hits()).isEqualTo(1);
    }

    @Test
    void aTokenIsTakenFromTheHeaderOnly() {
        String token = jwt(Map.of());
        TestBrowser stranger = world.browser().with("Accept", "*/*");

        WebAnswer query = stranger.get(API + "?access_token=" + token);
        WebAnswer form = stranger.post(API, Map.of("access_token", token));
        WebAnswer basic = program("x").with("Authorization", "Basic OmFiYw==").get(API);

        assertThat(query.status()).isEqualTo(401);
        assertThat(query.challenges()).containsExactly("Bearer realm=\"api\"");
        assertThat(form.status()).isEqualTo(401);
        assertThat(basic.status()).isEqualTo(401);
    }

    @Test
    void aTokenDecidesAndTheCookieBesideItNeverHelps() throws IOException {
        TestBrowser both = browser.with("Authorization", "Bearer " + jwt(Map.of("sub", "7")));

        assertThat(both.get(API).status()).isEqualTo(403);
        assertThat(both.with("Authorization", "Bearer x").get(API).status()).isEqualTo(401);
        String twice = "Authorization: Bearer x\r\nAuthorization: Bearer " + jwt(Map.of());
        assertThat(raw("GET /api HTTP/1.1\r\nHost: localhost:18080\r\n" + twice))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void theScopesOfTheApplicationAreAsked() {
        assertThat(program(jwt(scope("read list write"))).get(World.GATEWAY + "/scoped").status())
                .isEqualTo(200);
        assertThat(program(jwt(scope("read list"))).get(World.GATEWAY + "/scoped").status())
                .isEqualTo(403);
        for (String scopes : List.of("read", "readlist", "READ list", "")) {
            WebAnswer answer = program(jwt(scope(scopes))).get(World.GATEWAY + "/scoped");
            assertThat(answer.status()).as(scopes).isEqualTo(403);
            assertThat(answer.challenges())
                    .containsExactly(
                            "Bearer realm=\"scoped\", error=\"insufficient_scope\","
                                    + " scope=\"read list\"");
        }
    }

    @Test
    void anOpaqueTokenIsAskedAboutOnceInAWhileAndRefusedSoonAfterItIsRevoked() {
        String token = world.provider.accessTokens().opaque(Map.of("aud", AUDIENCE));
        TestBrowser program = program(token);
        for (int at = 0; at < 5; at++) {
            assertThat(program.get(World.GATEWAY + "/opaque").received("x-forwarded-user"))
                    .isEqualTo("ada");
        }
        assertThat(world.provider.requests(Endpoint.INTROSPECT)).isEqualTo(1);
        world.provider.accessTokens().revoke(token);

        world.clock.advance(Duration.ofSeconds(31));

        assertThat(program.get(World.GATEWAY + "/opaque").status()).isEqualTo(401);
    }

    @Test
    void aTokenEndsAlsoWhileItIsRemembered() {
        long now = world.clock.instant().getEpochSecond();
        TestBrowser program = program(jwt(Map.of("exp", now - 50)));
        assertThat(program.get(API).status()).isEqualTo(200);

        world.clock.advance(Duration.ofSeconds(10));

        assertThat(program.get(API).status()).isEqualTo(401);
    }

    @Test
    void aProviderThatIsDownIsNoWrongToken() {
        String token = world.provider.accessTokens().opaque(Map.of("aud", AUDIENCE));
        world.provider.answer(
                Endpoint.INTROSPECT, context -> context.response().setStatusCode(503).end());

        WebAnswer answer = program(token).get(World.GATEWAY + "/opaque");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.retryAfter()).isEqualTo("1");
        assertThat(answer.challenges()).isEmpty();
        world.provider.behave(Endpoint.INTROSPECT);
        assertThat(program(token).get(World.GATEWAY + "/opaque").status()).isEqualTo(200);
    }

    @Test
    void programsWithOneTokenAskTheProviderOnce() {
        String token = world.provider.accessTokens().opaque(Map.of("aud", AUDIENCE));

        List<Integer> answers =
                IntStream.range(0, 30)
                        .parallel()
                        .mapToObj(_ -> program(token).get(World.GATEWAY + "/opaque").status())
                        .toList();

        assertThat(answers).containsOnly(200);
        assertThat(world.provider.requests(Endpoint.INTROSPECT)).isEqualTo(1);
    }

    @Test
    void ofSeveralProvidersTheOneThatATokenNamesVerifiesIt() {
        TestProvider other = world.other;
        other.keys().rotate();
        world.provider.introspects();
        String beta =
                other.accessTokens().jwt(Map.of("aud", AUDIENCE, "preferred_username", "ada"));
        JWSHeader stolen =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(other.keys().rsa().getKeyID())
                        .build();
        String confused =
                TestKeys.sign(
                        stolen,
                        other.keys().rsa(),
                        world.provider.accessTokens().claims(Map.of("aud", AUDIENCE)));

        assertThat(program(beta).get(World.GATEWAY + "/both").received("x-forwarded-user"))
                .isEqualTo("beta:1");
        assertThat(program(confused).get(World.GATEWAY + "/both").status()).isEqualTo(401);
        assertThat(program("opaque").get(World.GATEWAY + "/both").status()).isEqualTo(401);
    }

    @Test
    void aUserWithoutAnAccountGetsOneAsAtAFirstSignIn() {
        String token =
                jwt(
                        Map.of(
                                "sub",
                                "9",
                                "preferred_username",
                                "grace",
                                "groups",
                                List.of("engineering")));

        assertThat(program(token).get(API).received("x-forwarded-user")).isEqualTo("grace");
        world.provider.signIn(Map.of("sub", "9", "preferred_username", "grace"));
        assertThat(world.browser().open(World.WIKI).received("x-forwarded-user"))
                .isEqualTo("grace");
    }

    @Test
    void anOldTokenDoesNotChangeAnAccount() {
        String old = jwt(Map.of("preferred_username", "ada", "groups", List.of("admins")));

        assertThat(program(old).get(API).received("x-forwarded-groups")).isEqualTo("engineering");
    }

    @Test
    void aClientWithoutAUserGetsNoAccount() {
        String token =
                jwt(Map.of("sub", "batch", "client_id", "batch", "preferred_username", "batch"));

        assertThat(program(token).get(API).status()).isEqualTo(403);
        assertThat(world.logged("request failed kind=account_required"))
                .contains("acts for a client");
    }

    @Test
    void aTokenEndsWithItsAccount() {
        TestBrowser program = program(jwt(Map.of()));
        assertThat(program.get(API).status()).isEqualTo(200);

        world.directory.set("ada", "vestibuleDisabled", "TRUE");
        world.clock.advance(Duration.ofSeconds(31));

        assertThat(program.get(API).status()).isEqualTo(401);
    }

    @Test
    void anOpenWebSocketEndsWithItsToken(Vertx vertx) throws IOException {
        EchoUpstream chat = EchoUpstream.start(vertx, request -> request.toWebSocket());
        world.write(
                "vestibule.yaml",
                Yaml.STANDARD
                        + APPS.replace(
                                "path: /api }\n    upstream: \"@UPSTREAM@\"",
                                "path: /api }\n    upstream: \"http://127.0.0.1:"
                                        + chat.port()
                                        + "\""));
        world.eventually(
                () -> world.metric("vestibule_config_reloads_total{result=\"applied\"}") == 1);
        try (Socket socket =
                open(
                        "GET /api HTTP/1.1\r\nHost: localhost:18080\r\nConnection: Upgrade\r\n"
                                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                + "Authorization: Bearer "
                                + jwt(Map.of()))) {
            assertThat(socket.getInputStream().readNBytes(12))
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo("HTTP/1.1 101");
            world.clock.advance(Duration.ofMinutes(7));

            socket.getInputStream().readAllBytes();
        }
    }

    @Test
    void aProxyThatAsksGetsTheSameAnswers() throws IOException {
        String trusting =
                Yaml.STANDARD.replace("gateway:\n", "gateway:\n  trusted-proxies: [127.0.0.1/32]\n")
                        + APPS.replaceFirst("upstream: \"@UPSTREAM@\"", "forward-auth: true");
        World asked = worlds.start(folder.resolve("asked"), trusting);
        asked.provider.signIn(
                Map.of("sub", "1", "preferred_username", "ada", "groups", List.of("engineering")));
        String token =
                asked.provider
                        .accessTokens()
                        .jwt(
                                Map.of(
                                        "aud",
                                        World.GATEWAY,
                                        "preferred_username",
                                        "ada",
                                        "groups",
                                        List.of("engineering")));
        world = asked;
        String question =
                "GET /.vestibule/verify-status HTTP/1.1\r\nHost: localhost:18080\r\n"
                        + "X-Original-Method: GET\r\nX-Original-URL: "
                        + API
                        + "\r\nAuthorization: Bearer ";

        assertThat(raw(question + token))
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("x-forwarded-user: ada");
        assertThat(raw(question + token + "x"))
                .startsWith("HTTP/1.1 401")
                .containsIgnoringCase("www-authenticate: Bearer realm=\"api\"");
    }

    @Test
    void noLogHasAToken() {
        String token = jwt(Map.of());
        String opaque = world.provider.accessTokens().opaque(Map.of("aud", "x"));
        program(token).get(API);
        program(token + "x").get(API);
        program(opaque).get(World.GATEWAY + "/opaque");

        String signature = token.substring(token.lastIndexOf('.') + 1);
        assertThat(world.log.lines())
                .noneMatch(line -> line.contains(signature) || line.contains(opaque));
        assertThat(world.logged("request failed kind=token_refused")).contains("app=opaque");
    }

    private static Map<String, Object> scope(String scopes) {
        return Map.of("aud", AUDIENCE, "scope", scopes);
    }

    /** A token of the first provider for the application. */
    private String jwt(Map<String, Object> claims) {
        Map<String, Object> all = new HashMap<>(Map.of("aud", World.GATEWAY));
        all.putAll(claims);
        return world.provider.accessTokens().jwt(all);
    }

    private TestBrowser program(String token) {
        return world.browser().with("Accept", "*/*").with("Authorization", "Bearer " + token);
    }

    private Socket open(String head) throws IOException {
        Socket socket = new Socket("127.0.0.1", world.gateway().port());
        socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private String raw(String head) throws IOException {
        try (Socket socket = open(head + "\r\nConnection: close")) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
