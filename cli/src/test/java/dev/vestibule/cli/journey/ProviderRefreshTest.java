package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;

import dev.vestibule.gateway.connection.oidc.TestKeys;
import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;
import dev.vestibule.gateway.proxy.EchoUpstream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.Json;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A provider is asked again while a session is in use (OpenID Connect Core, section 12). */
@ExtendWith(VertxExtension.class)
final class ProviderRefreshTest {
    private static final String WHOAMI = World.GATEWAY + "/.vestibule/whoami";
    private static final String LOGOUT = World.GATEWAY + "/.vestibule/logout";
    private static final String CHAT = World.GATEWAY + "/chat";
    private static final Duration DUE = Duration.ofMinutes(11);
    private static final String YAML =
            Yaml.STANDARD
                    .replaceFirst(
                            "gateway:\n",
                            """
                            gateway:
                              keys: ["\\${env:FACTOR_KEY}"]
                              session: { idle: 2h, lifetime: 12h }
                            """)
                    .replaceFirst(
                            "type: oidc\n",
                            """
                            type: oidc
                                refresh: 10m
                                refresh-grace: 30m
                                scopes: [openid, profile, offline_access]
                            """);

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;
    private TestBrowser browser;

    @BeforeEach
    void start(Vertx vertx) {
        world = worlds.start(folder, YAML + chat(vertx));
        world.provider.refreshes();
        world.provider.signIn(ada(List.of("eng")));
        browser = world.browser();
        browser.open(World.WIKI);
    }

    /** An app that returns what it is sent, and keeps WebSockets open. */
    private static String chat(Vertx vertx) {
        EchoUpstream chat =
                EchoUpstream.start(
                        vertx,
                        request -> {
                            if (request.headers().contains("Upgrade")) {
                                request.toWebSocket();
                            } else {
                                request.body().onSuccess(body -> request.response().end(body));
                            }
                        });
        return """
          chat:
            match: { path: /chat }
            upstream: "http://127.0.0.1:%d"
            flow: staff
            access: [{ allow: "true" }]
        """
                .formatted(chat.port());
    }

    private static Map<String, Object> ada(List<String> groups) {
        return Map.of("sub", "1", "preferred_username", "ada", "groups", groups);
    }

    @Test
    void theProviderIsAskedAtMostEveryTenMinutesWhileTheSessionIsInUse() {
        assertThat(askedBy(() -> browser.get(World.WIKI))).isZero();
        world.clock.advance(Duration.ofMinutes(9));
        assertThat(askedBy(() -> browser.get(World.WIKI))).isZero();
        world.clock.advance(Duration.ofMinutes(2));
        assertThat(askedBy(() -> browser.get(World.WIKI))).isOne();
        assertThat(askedBy(() -> browser.get(WHOAMI))).isZero();
        world.clock.advance(DUE);
        assertThat(askedBy(() -> browser.get(WHOAMI))).isOne();
        assertThat(browser.get(World.WIKI).received("x-forwarded-user")).isEqualTo("ada");
        assertThat(world.provider.refreshTokens()).hasSize(1);
    }

    @Test
    void whatTheProviderSaysNowReachesTheDirectoryAndTheApp() {
        world.provider.signIn(ada(List.of("eng", "ops")));
        assertThat(browser.get(World.WIKI).received("x-forwarded-groups")).isEqualTo("eng");
        world.clock.advance(DUE);

        WebAnswer page = browser.get(World.WIKI);

        assertThat(page.received("x-forwarded-groups")).isEqualTo("eng,ops");
    }

    @Test
    void aUserWhomTheProviderRefusesIsSignedOut() {
        TestBrowser other = world.browser();
        other.open(World.WIKI);
        world.provider.refusesRefresh();
        world.clock.advance(DUE);

        assertThat(browser.post(World.WIKI, Map.of("a", "b")).status()).isEqualTo(401);
        assertThat(browser.get(World.WIKI).redirects()).isTrue();
        assertThat(browser.get(WHOAMI).status()).isEqualTo(401);
        assertThat(other.get(World.WIKI).redirects()).isTrue();
        assertThat(world.logged("event=session_ended", "reason=provider_refused"))
                .contains("connection=alpha", "account=\"ada\"", "invalid_grant");
        assertThat(world.metric("vestibule_sessions_ended_total{reason=\"provider_refused\"}"))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sub=2",
                "sub=null",
                "iss=https://evil.example",
                "aud=another-client",
                "nonce=of-another-sign-in",
                "exp=-120",
                "iat=-900",
                "iat=null",
                "events={}",
                "at_hash=AAAAAAAAAAAAAAAAAAAAAA"
            })
    void anIdTokenThatIsNotOfThisSignInEndsTheSession(String change) {
        String name = change.substring(0, change.indexOf('='));
        String value = change.substring(change.indexOf('=') + 1);
        world.provider.idTokenClaims(claims -> {
            Map<String, Object> all = new HashMap<>(claims);
            all.put("groups", List.of("admins"));
            if (value.equals("{}")) {
                all.put(name, Map.of());
            } else if (value.equals("null")) {
                all.remove(name);
            } else {
                long now = world.clock.instant().getEpochSecond();
                all.put(name, value.matches("-\\d+") ? now + Long.parseLong(value) : value);
            }
            return all;
        });

        assertRejected();
    }

    @Test
    void anIdTokenThatTheProviderHasNotSignedEndsTheSession() {
        var known = world.provider.keys().rsa().getKeyID();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(known).build();
        world.provider.idToken((_, claims) -> TestKeys.sign(header, TestKeys.newRsaKey(), claims));

        assertRejected();
    }

    @Test
    void claimsOfAnotherUserEndTheSession() {
        world.provider.userinfo(claims -> claims.put("sub", "2").put("groups", List.of("admins")));

        assertRejected();
    }

    private void assertRejected() {
        world.clock.advance(DUE);

        WebAnswer answer = browser.get(World.WIKI);

        assertThat(answer.redirects()).isTrue();
        assertThat(browser.get(WHOAMI).status()).isEqualTo(401);
        assertThat(world.logged("event=session_ended", "reason=provider_rejected"))
                .contains("connection=alpha");
        assertThat(world.log.lines()).noneMatch(line -> line.contains("admins"));
    }

    @Test
    void theSameNonceMayComeAgain() {
        String[] nonce = new String[1];
        TestBrowser another = world.browser();
        world.provider.idTokenClaims(claims -> {
            nonce[0] = claims.containsKey("nonce") ? (String) claims.get("nonce") : nonce[0];
            claims.put("nonce", nonce[0]);
            return claims;
        });
        another.open(World.WIKI);
        world.clock.advance(DUE);

        assertThat(askedBy(() -> assertOpen(another))).isOne();
    }

    @Test
    void anAnswerWithoutIdTokenChangesNothing() {
        world.provider.signIn(ada(List.of("ops")));
        world.provider.tokenAnswer(answer -> {
            answer.remove("id_token");
            return answer;
        });
        world.clock.advance(DUE);

        assertThat(browser.get(World.WIKI).received("x-forwarded-groups")).isEqualTo("eng");
        world.clock.advance(DUE);
        assertThat(askedBy(() -> assertOpen(browser))).isOne();
    }

    @Test
    void aProviderThatKeepsItsRefreshTokenIsAskedWithTheSameOne() {
        world.provider.refusesRefresh();
        String[] sent = new String[1];
        world.provider.answer(
                Endpoint.TOKEN,
                context -> {
                    sent[0] = context.request().getFormAttribute("refresh_token");
                    context.response()
                            .putHeader("content-type", "application/json")
                            .end("{\"access_token\":\"a\",\"token_type\":\"Bearer\"}");
                });
        world.clock.advance(DUE);
        assertOpen(browser);
        String first = sent[0];
        world.clock.advance(DUE);
        assertOpen(browser);

        assertThat(sent[0]).isEqualTo(first).startsWith("canary-refresh-token-");
    }

    @Test
    void aProviderThatIsDownKeepsTheSessionForTheGrace() {
        world.provider.answer(
                Endpoint.TOKEN, context -> context.response().setStatusCode(503).end());
        world.clock.advance(DUE);
        assertThat(askedBy(() -> assertOpen(browser))).isOne();
        world.clock.advance(Duration.ofSeconds(30));
        assertThat(askedBy(() -> assertOpen(browser))).isZero();
        world.clock.advance(Duration.ofSeconds(31));
        assertThat(askedBy(() -> assertOpen(browser))).isOne();
        world.clock.advance(Duration.ofMinutes(27));
        assertThat(askedBy(() -> assertOpen(browser))).isOne();
        world.clock.advance(Duration.ofMinutes(2));

        assertThat(browser.get(World.WIKI).redirects()).isTrue();
        assertThat(world.logged("session not renewed", "connection=alpha")).contains("503");
        world.logged("event=session_ended", "reason=provider_unreachable");
    }

    @Test
    void aProviderThatIsBackStartsTheGraceAgain() {
        world.provider.answer(
                Endpoint.TOKEN, context -> context.response().setStatusCode(503).end());
        world.clock.advance(DUE);
        assertOpen(browser);
        world.provider.behave(Endpoint.TOKEN);
        world.clock.advance(Duration.ofMinutes(29));
        assertOpen(browser);
        world.provider.answer(
                Endpoint.TOKEN, context -> context.response().setStatusCode(503).end());
        world.clock.advance(DUE);

        assertOpen(browser);
    }

    @Test
    void aClientThatTheProviderRefusesIsNoFaultOfTheUser() {
        world.provider.answer(
                Endpoint.TOKEN,
                context ->
                        context.response()
                                .setStatusCode(401)
                                .putHeader("content-type", "application/json")
                                .end("{\"error\":\"invalid_client\"}"));
        world.clock.advance(DUE);

        assertOpen(browser);
        assertThat(world.logged("session not renewed")).contains("invalid_client");
    }

    @Test
    void aRequestWaitsForASlowProviderALittleOnly() {
        world.provider.answer(Endpoint.TOKEN, _ -> {});
        world.clock.advance(DUE);

        assertOpen(browser);
    }

    @Test
    void aTokenIsKeptThoughTheClaimsCannotBeReadNow() {
        world.provider.answer(
                Endpoint.USERINFO, context -> context.response().setStatusCode(503).end());
        world.clock.advance(DUE);
        assertOpen(browser);
        world.provider.behave(Endpoint.USERINFO);
        world.provider.signIn(ada(List.of("ops")));
        world.clock.advance(Duration.ofMinutes(2));

        assertThat(browser.get(World.WIKI).received("x-forwarded-groups")).isEqualTo("ops");
    }

    @Test
    void aLostAnswerEndsNoOtherSession() {
        TestBrowser other = world.browser();
        other.open(World.WIKI);
        world.provider.loseAnswers(Endpoint.TOKEN);
        world.clock.advance(DUE);
        assertOpen(browser);
        assertOpen(other);
        world.clock.advance(Duration.ofMinutes(2));

        assertThat(browser.get(World.WIKI).redirects()).isTrue();
        assertOpen(other);
        assertThat(browser.open(World.WIKI).status()).isEqualTo(200);
    }

    @Test
    void ofTwoNodesOneAsksAndTheOtherGoesOn() {
        TestBrowser node = browser.at(world.portOfAnotherNode());
        world.clock.advance(DUE);
        int before = world.provider.requests(Endpoint.TOKEN);
        Runnable release = world.provider.hold(Endpoint.TOKEN);
        Future<Integer> first = status(browser);
        world.eventually(() -> world.provider.requests(Endpoint.TOKEN) > before);

        assertThat(node.get(World.WIKI).status()).isEqualTo(200);
        assertThat(node.get(World.WIKI).status()).isEqualTo(200);
        assertThat(world.provider.requests(Endpoint.TOKEN)).isEqualTo(before + 1);
        release.run();

        assertThat(first.await()).isEqualTo(200);
        world.clock.advance(DUE);
        assertOpen(node);
        assertOpen(browser);
        assertThat(world.provider.refreshTokens()).hasSize(1);
    }

    @Test
    void fiftyRequestsAtOnceAskOnce() {
        TestBrowser node = browser.at(world.portOfAnotherNode());
        world.clock.advance(DUE);
        int before = world.provider.requests(Endpoint.TOKEN);
        List<Future<Integer>> all = new ArrayList<>();
        for (int request = 0; request < 25; request++) {
            all.add(status(browser));
            all.add(status(node));
        }

        assertThat(all).allSatisfy(each -> assertThat(each.await()).isEqualTo(200));
        assertThat(world.provider.requests(Endpoint.TOKEN)).isEqualTo(before + 1);
    }

    @Test
    void anAnswerAfterTheSignOutBringsNoSessionBackAndIsGivenBack() {
        world.clock.advance(DUE);
        int before = world.provider.requests(Endpoint.TOKEN);
        Runnable release = world.provider.hold(Endpoint.TOKEN);
        Future<Integer> first = status(browser);
        world.eventually(() -> world.provider.requests(Endpoint.TOKEN) > before);
        TestBrowser same = browser.at(world.gateway().port());
        WebAnswer button = same.get(LOGOUT);
        same.post(button.action(), button.fields());
        release.run();

        assertThat(first.await()).isEqualTo(303);
        assertThat(browser.get(WHOAMI).status()).isEqualTo(401);
        world.eventually(() -> world.provider.refreshTokens().isEmpty());
    }

    @Test
    void anAccountThatWasRemovedIsNotMadeAgain() {
        world.directory.delete("ada");
        world.clock.advance(DUE);

        world.eventually(() -> browser.get(World.WIKI).redirects());
        assertThat(world.directory.people())
                .noneMatch(entry -> "ada".equals(entry.getAttributeValue("uid")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "{}", "[]", "true", "\"\"", "\" \"", "LONG"})
    void whatIsNoRefreshTokenIsNeitherKeptNorUsed(String sent) {
        Object token = Json.decodeValue(sent.replace("LONG", '"' + "x".repeat(5_000) + '"'));
        world.provider.tokenAnswer(answer -> answer.put("refresh_token", token));
        TestBrowser another = world.browser();
        another.open(World.WIKI);
        world.clock.advance(DUE);

        assertThat(askedBy(() -> assertOpen(another))).isZero();
        assertThat(askedBy(() -> assertOpen(browser))).isOne();
        assertThat(world.logged("no refresh token", "connection=alpha")).doesNotContain("xx");
    }

    @Test
    void theRequestThatAsksArrivesWhole() {
        String large = "x".repeat(200_000);
        world.clock.advance(DUE);

        WebAnswer answer = browser.post(CHAT, Map.of("text", large));

        assertThat(answer.body()).isEqualTo("text=" + large);
    }

    @Test
    void anOpenWebSocketAsksTooAndEndsWithTheSession() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", world.gateway().port())) {
            String request =
                    "GET /chat HTTP/1.1\r\nHost: localhost:18080\r\nConnection: Upgrade\r\n"
                            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: "
                            + browser.jar("localhost")
                            + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            int before = world.provider.requests(Endpoint.USERINFO);
            world.clock.advance(DUE);
            // Its ID token was verified then, by the time that the clock has now.
            world.eventually(() -> world.provider.requests(Endpoint.USERINFO) > before);
            world.provider.refusesRefresh();

            world.clock.advance(DUE);

            byte[] rest = socket.getInputStream().readAllBytes();
            assertThat(new String(rest, StandardCharsets.US_ASCII)).startsWith("TTP/1.1 101");
        }
        world.logged("event=session_ended", "reason=provider_refused");
    }

    @Test
    void signingOutGivesTheTokenBack() {
        WebAnswer button = browser.get(LOGOUT);
        browser.post(button.action(), button.fields());

        world.eventually(() -> world.provider.requests(Endpoint.REVOKE) == 1);
        world.eventually(() -> world.provider.refreshTokens().isEmpty());
    }

    @Test
    void aProviderThatTakesNoTokenBackStopsNoSignOut() {
        world.provider.answer(
                Endpoint.REVOKE, context -> context.response().setStatusCode(503).end());
        WebAnswer button = browser.get(LOGOUT);
        WebAnswer leaving = browser.post(button.action(), button.fields());

        assertThat(leaving.redirects()).isTrue();
        assertThat(browser.get(WHOAMI).status()).isEqualTo(401);
        world.eventually(() -> world.has("refresh token not revoked connection=alpha"));
    }

    @Test
    void noStoreAndNoLogHasARefreshToken() {
        world.clock.advance(DUE);
        assertOpen(browser);
        world.provider.refusesRefresh();
        world.clock.advance(DUE);
        browser.get(World.WIKI);

        assertThat(world.stored())
                .anyMatch(text -> text.startsWith("sessions ") && text.contains("grant"))
                .noneMatch(text -> text.contains("canary-refresh-token"))
                .noneMatch(text -> text.contains("canary-access-token"));
        assertThat(world.log.lines()).noneMatch(line -> line.contains("canary-"));
    }

    @Test
    void aTokenThatNoKeyOpensKeepsTheSessionForTheGrace() {
        world.write("vestibule.yaml", YAML.replace("FACTOR_KEY", "NEXT_FACTOR_KEY"));
        TestBrowser node = browser.at(world.portOfAnotherNode());
        world.clock.advance(DUE);

        assertOpen(node);
        assertThat(world.logged("session not renewed")).contains("no key of gateway.keys opens");
        world.clock.advance(Duration.ofMinutes(31));
        assertThat(node.get(World.WIKI).redirects()).isTrue();
    }

    @Test
    void aSignInWithoutARefreshTokenSaysSoOnce() {
        world.provider.refusesRefresh();
        TestBrowser another = world.browser();
        another.open(World.WIKI);
        world.clock.advance(DUE);

        assertThat(askedBy(() -> assertOpen(another))).isZero();
        assertThat(world.logged("no refresh token", "connection=alpha")).contains("offline_access");
    }

    @Test
    void aSessionLastsWhereTheConnectionDoesNotAskAnyMore() {
        world.provider.refusesRefresh();
        world.write(
                "vestibule.yaml", YAML.replace("    refresh: 10m\n    refresh-grace: 30m\n", ""));
        TestBrowser node = browser.at(world.portOfAnotherNode());
        world.clock.advance(DUE);

        assertThat(askedBy(() -> assertOpen(node))).isZero();
    }

    private int askedBy(Runnable act) {
        int before = world.provider.requests(Endpoint.TOKEN);
        act.run();
        return world.provider.requests(Endpoint.TOKEN) - before;
    }

    private static void assertOpen(TestBrowser at) {
        assertThat(at.get(World.WIKI).status()).isEqualTo(200);
    }

    /** The status of a request for the wiki that is not waited for. */
    private Future<Integer> status(TestBrowser at) {
        return world.client
                .request(HttpMethod.GET, at.port(), "127.0.0.1", "/wiki")
                .compose(request ->
                        request.putHeader("Host", "localhost:" + TestBrowser.PUBLIC_PORT)
                                .putHeader("Accept", "text/html")
                                .putHeader("Cookie", at.jar("localhost"))
                                .send())
                .map(response -> response.statusCode());
    }
}
