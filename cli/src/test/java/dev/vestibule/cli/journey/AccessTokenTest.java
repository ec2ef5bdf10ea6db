package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.gateway.proxy.EchoUpstream;

import io.vertx.core.Vertx;
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
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Programs sign in by access tokens that users make on their account page. */
@ExtendWith(VertxExtension.class)
final class AccessTokenTest {
    private static final String TOKENS = World.GATEWAY + "/.vestibule/account/tokens";
    private static final Pattern SHOWN = Pattern.compile("<code class=\"token\">([^<]*)</code>");
    private static final String APPS =
            """
              git:
                match: { path: /git }
                upstream: "@UPSTREAM@"
                title: Git
                flow: staff
                access:
                  - public: request.path == "/git/public"
                  - deny: request.path == "/git/denied"
                  - allow: '"engineering" in account.groups'
                identity: { headers: [x-forwarded] }
                tokens: { personal: true }
              calendar:
                match: { path: /calendar }
                upstream: "@UPSTREAM@"
                flow: staff
                access: [{ allow: 'fresh(steps.first, "5m")', else: staff }]
                tokens: { personal: true }
            """;

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;
    private TestBrowser browser;

    @BeforeEach
    void start() {
        world = worlds.start(folder, Yaml.STANDARD + APPS);
        world.provider.signIn(
                Map.of("sub", "1", "preferred_username", "ada", "groups", List.of("engineering")));
        browser = world.browser();
        browser.open(World.WIKI);
    }

    @Test
    void aProgramGetsTheAnswersThatItsUserWouldGet() {
        String token = token("git");

        WebAnswer bearer = program("Bearer " + token).get(World.GATEWAY + "/git/repo?a=b");
        WebAnswer basic = program(basic("whoever", token)).get(World.GATEWAY + "/git/repo");

        assertThat(bearer.body()).startsWith("> GET /git/repo?a=b\n");
        assertThat(bearer.received("x-forwarded-user")).isEqualTo("ada");
        assertThat(bearer.received("x-forwarded-groups")).isEqualTo("engineering");
        assertThat(basic.received("x-forwarded-user")).isEqualTo("ada");
    }

    @Test
    void theApplicationNeverSeesTheToken() {
        String token = token("git");

        WebAnswer answer = program("Bearer " + token).get(World.GATEWAY + "/git");

        assertThat(answer.body()).doesNotContainIgnoringCase("authorization").doesNotContain(token);
    }

    @Test
    void theRulesOfTheApplicationApplyToPrograms() {
        TestBrowser program = program("Bearer " + token("git"));

        assertThat(program.get(World.GATEWAY + "/git/denied").status()).isEqualTo(403);
        world.provider.signIn(Map.of("sub", "2", "preferred_username", "eve"));
        browser = world.browser();
        browser.open(World.WIKI);
        assertThat(program("Bearer " + token("git")).get(World.GATEWAY + "/git").status())
                .isEqualTo(403);
    }

    @Test
    void aTokenProvesNoStep() {
        TestBrowser program = program("Bearer " + token("calendar"));

        WebAnswer answer = program.get(World.GATEWAY + "/calendar");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.challenge()).contains("insufficient_user_authentication");
    }

    @Test
    void aTokenIsForTheApplicationsThatItsUserChose() {
        TestBrowser program = program("Bearer " + token("calendar"));

        WebAnswer answer = program.get(World.GATEWAY + "/git");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.challenge()).contains("error=\"invalid_token\"");
        assertThat(program.get(World.WIKI).status()).isNotEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer vst_",
                "Bearer vst_.",
                "Bearer vst_AAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "Bearer vst_%00.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "bearer   vst_KikoKg.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "Basic YWRhOnZzdF8="
            })
    void whatIsNoTokenIsRefusedWithoutARedirect(String credentials) {
        TestBrowser program = program(credentials).with("Accept", "text/html");

        WebAnswer answer = program.get(World.GATEWAY + "/git");
        WebAnswer open = program.get(World.GATEWAY + "/git/public");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.challenge()).contains("realm=\"git\"", "invalid_token");
        assertThat(open.status()).isEqualTo(401);
    }

    @Test
    void aWrongSecretOrAnotherAccountIsRefused() {
        String token = token("git");
        String wrong = token.substring(0, token.length() - 5) + "AAAAA";

        assertThat(program("Bearer " + wrong).get(World.GATEWAY + "/git").status()).isEqualTo(401);
        assertThat(program("Bearer " + token).get(World.GATEWAY + "/git").status()).isEqualTo(200);
    }

    @Test
    void theCredentialsOfTheApplicationItselfPassThrough() {
        WebAnswer answer = program("Bearer own-token").get(World.GATEWAY + "/git/public");

        assertThat(answer.received("authorization")).isEqualTo("Bearer own-token");
        assertThat(program("Bearer own-token").get(World.GATEWAY + "/git").status()).isEqualTo(401);
    }

    @Test
    void aStrangerIsToldHowToSignIn() {
        WebAnswer program = program("").get(World.GATEWAY + "/git");
        WebAnswer script = program("").with("Sec-Fetch-Mode", "cors").get(World.GATEWAY + "/git");

        assertThat(program.status()).isEqualTo(401);
        assertThat(program.challenges())
                .containsExactly("Bearer realm=\"git\"", "Basic realm=\"git\"");
        assertThat(script.challenges()).containsExactly("Bearer realm=\"git\"");
        assertThat(world.browser().get(World.GATEWAY + "/git").status()).isEqualTo(303);
    }

    @Test
    void aRemovedTokenEndsWithinHalfAMinuteAndAnEndedOneAtOnce() {
        String removed = token("git");
        String ended = token("git");
        assertThat(program("Bearer " + removed).get(World.GATEWAY + "/git").status())
                .isEqualTo(200);
        WebAnswer page = browser.open(TOKENS);
        assertThat(page.body()).contains("backup", "Last used on");
        browser.post(TOKENS + "/remove", Map.of("csrf", csrf(page), "token", value(page, "token")));

        world.clock.advance(Duration.ofSeconds(31));
        int alive =
                (program("Bearer " + removed).get(World.GATEWAY + "/git").status() == 200 ? 1 : 0)
                        + (program("Bearer " + ended).get(World.GATEWAY + "/git").status() == 200
                                ? 1
                                : 0);
        world.clock.advance(Duration.ofDays(31));

        assertThat(alive).isEqualTo(1);
        assertThat(program("Bearer " + ended).get(World.GATEWAY + "/git").status()).isEqualTo(401);
        assertThat(program("Bearer " + removed).get(World.GATEWAY + "/git").status())
                .isEqualTo(401);
    }

    @Test
    void aTokenEndsWithItsAccount() {
        String token = token("git");
        assertThat(program("Bearer " + token).get(World.GATEWAY + "/git").status()).isEqualTo(200);

        world.directory.set("ada", "vestibuleDisabled", "TRUE");
        world.clock.advance(Duration.ofSeconds(31));

        assertThat(program("Bearer " + token).get(World.GATEWAY + "/git").status()).isEqualTo(401);
    }

    @Test
    void anOpenWebSocketEndsWithItsTokenAndNotBefore(Vertx vertx) throws IOException {
        EchoUpstream chat = EchoUpstream.start(vertx, request -> request.toWebSocket());
        world.write(
                "vestibule.yaml",
                Yaml.STANDARD
                        + APPS.replace(
                                "path: /git }\n    upstream: \"@UPSTREAM@\"",
                                "path: /git }\n"
                                        + "    upstream: \"http://127.0.0.1:"
                                        + chat.port()
                                        + "\""));
        world.eventually(
                () -> world.metric("vestibule_config_reloads_total{result=\"applied\"}") == 1);
        String ends = token("git");
        WebAnswer page = browser.open(TOKENS);
        String stays = token("git");
        try (Socket first = webSocket(stays);
                Socket second = webSocket(ends)) {
            browser.post(
                    TOKENS + "/remove", Map.of("csrf", csrf(page), "token", value(page, "token")));

            second.getInputStream().readAllBytes();

            // The first one was opened earlier, so it has been looked at by now as well.
            first.setSoTimeout(1);
            assertThatThrownBy(() -> first.getInputStream().readAllBytes())
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    private Socket webSocket(String token) throws IOException {
        Socket socket = new Socket("127.0.0.1", world.gateway().port());
        String request =
                "GET /git HTTP/1.1\r\nHost: localhost:18080\r\nConnection: Upgrade\r\n"
                        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer "
                        + token
                        + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().readNBytes(12))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("HTTP/1.1 101");
        return socket;
    }

    @Test
    void anotherNodeKnowsTheTokenToo() {
        String token = token("git");

        WebAnswer answer =
                world.browserOfAnotherNode()
                        .with("Authorization", "Bearer " + token)
                        .get(World.GATEWAY + "/git");

        assertThat(answer.received("x-forwarded-user")).isEqualTo("ada");
    }

    @Test
    void aTokenIsMadeAfterAFreshProofOnly() {
        token("git");
        world.clock.advance(Duration.ofMinutes(11));

        WebAnswer page = browser.open(TOKENS);
        WebAnswer made =
                browser.post(
                        TOKENS,
                        Map.of("csrf", csrf(page), "name", "x", "app-git", "yes", "days", "30"));

        assertThat(page.body()).contains("Confirm that it is you").doesNotContain("name=\"days\"");
        assertThat(made.status()).isEqualTo(403);
        assertThat(made.body()).doesNotContain("vst_");
    }

    @Test
    void aFormWithMistakesIsShownAgainWithAllOfThem() {
        WebAnswer page = confirmed();

        WebAnswer again =
                browser.post(TOKENS, Map.of("csrf", csrf(page), "name", " ", "days", "30"));

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body()).contains("Enter a name", "Choose at least one application");
    }

    @Test
    void noLogHasTheToken() {
        String token = token("git");
        program("Bearer " + token).get(World.GATEWAY + "/git");
        program("Bearer " + token + "x").get(World.GATEWAY + "/git");

        assertThat(world.log.lines())
                .noneMatch(line -> line.contains(token.substring(token.indexOf('.') + 1)));
        assertThat(world.has("event=access-token-created")).isTrue();
    }

    /** A new token of the user of the browser. */
    private String token(String app) {
        WebAnswer page = confirmed();
        WebAnswer made =
                browser.post(
                        TOKENS,
                        Map.of(
                                "csrf",
                                csrf(page),
                                "name",
                                "backup",
                                "app-" + app,
                                "yes",
                                "days",
                                "30"));
        Matcher shown = SHOWN.matcher(made.body());
        assertThat(shown.find()).as(made.toString()).isTrue();
        assertThat(browser.open(TOKENS).body()).doesNotContain(shown.group(1));
        return shown.group(1);
    }

    /** The page of a user who has just proved their identity. */
    private WebAnswer confirmed() {
        WebAnswer page = browser.open(TOKENS);
        return page.body().contains("name=\"days\"")
                ? page
                : browser.follow(browser.post(TOKENS + "/confirm", Map.of("csrf", csrf(page))));
    }

    private static String csrf(WebAnswer page) {
        return value(page, "csrf");
    }

    private static String value(WebAnswer page, String field) {
        return page.fields().getOrDefault(field, "");
    }

    private TestBrowser program(String credentials) {
        TestBrowser program = world.browser().with("Accept", "*/*");
        return credentials.isEmpty() ? program : program.with("Authorization", credentials);
    }

    private static String basic(String user, String password) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
