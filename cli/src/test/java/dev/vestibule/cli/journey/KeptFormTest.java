package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.proxy.EchoUpstream;
import dev.vestibule.testing.AuthenticatorApp;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Forms that survive a sign-in, and those that do not. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class KeptFormTest {
    private static final String SHOP = "http://shop.localhost:" + TestBrowser.PUBLIC_PORT;
    private static final String SAVE = World.WIKI + "/save?page=a%2Bb";
    private static final String BODY = "text=canary+%22%3C%26%C3%A9%0D%0Aline&text=two&empty=";
    private static final String SHOWN = "Send your form again";
    private static final String FLOW =
            """
            staff:
                steps:
                  - { id: first, authenticate: [alpha] }
                  - { id: second, authenticate: [totp], when: '"high" in acr.requested' }
                acr: { low: [first], high: [first, second] }
            """
                    .stripTrailing();
    private static final String APPS =
            """
              safe:
                match: { path: /safe }
                upstream: "@UPSTREAM@"
                flow: staff
                access: [{ allow: 'acr.level == "high"', else: staff, acr: high }]
                keep-posts: 1KB
              bytes:
                match: { host: bytes.localhost }
                upstream: "@UPSTREAM@"
                flow: staff
                access: [{ allow: true }]
                paths: as-is
                keep-posts: 1KB
              plain:
                match: { path: /plain }
                upstream: "@UPSTREAM@"
                flow: staff
                access: [{ allow: true }]
            """;
    private static final String YAML =
            Yaml.STANDARD
                            .replaceFirst(
                                    "staff:\n    steps:\n      - id: first\n        authenticate:"
                                            + " \\[alpha]",
                                    FLOW)
                            .replace(
                                    "    identity: { headers: [x-forwarded] }",
                                    "    identity: { headers: [x-forwarded] }\n"
                                            + "    keep-posts: 2KB")
                    + APPS;

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private EchoUpstream app;
    private World world;
    private TestBrowser browser;

    @BeforeEach
    void start(Vertx vertx) {
        app = EchoUpstream.start(vertx, KeptFormTest::echo);
        world = worlds.start(folder, YAML.replace("@UPSTREAM@", "http://127.0.0.1:" + app.port()));
        browser = world.browser();
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void aFormIsSentAgainAfterTheSignInAndNotBefore() {
        WebAnswer page = browser.follow(posted(browser, SAVE));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains(SHOWN, "You are signed in as ada.");
        assertThat(page.action()).isEqualTo(SAVE);
        assertThat(app.hits()).isZero();
        assertThat(arrives(page)).startsWith("> POST /wiki/save?page=a%2Bb\n").endsWith(BODY);
    }

    @Test
    void aFormOfAHostOfItsOwnIsSentAgainThere() {
        WebAnswer page = browser.follow(posted(browser, SHOP + "/order"));

        assertThat(page.action()).isEqualTo(SHOP + "/order");
        assertThat(arrives(page)).startsWith("> POST /order\n").endsWith(BODY);
    }

    @Test
    void aFormOfASessionThatHasEndedIsTheSameUsers() {
        browser.open(SHOP);
        browser.open(World.WIKI);
        world.clock.advance(Duration.ofHours(13));

        assertThat(browser.follow(posted(browser, SAVE)).body()).contains(SHOWN);
        assertThat(browser.follow(posted(browser, SHOP + "/order")).body()).contains(SHOWN);
    }

    @Test
    void aFormThatNeedsAStrongerProofIsSentAfterIt() {
        browser.open(World.WIKI);
        WebAnswer setUp = browser.follow(posted(browser, World.GATEWAY + "/safe/send"));
        String code = AuthenticatorApp.setUp(setUp.body()).code(world.clock.instant());

        WebAnswer page = browser.answer(setUp, Map.of("code", code));

        assertThat(page.body()).contains(SHOWN);
        assertThat(arrives(page)).startsWith("> POST /safe/send\n").endsWith(BODY);
    }

    @Test
    void anAppThatGetsPathsAsTheyCameGetsThisOneToo() {
        String bytes = "http://bytes.localhost:" + TestBrowser.PUBLIC_PORT;
        String address = bytes + "/a%2Fb;c=d//e%41?q";

        WebAnswer page = browser.follow(posted(browser, address));

        assertThat(page.action()).isEqualTo(address);
        assertThat(arrives(page)).startsWith("> POST /a%2Fb;c=d//e%41?q\n").endsWith(BODY);
        String twoSlashes = bytes + "//evil.example/x";
        assertThat(world.browser().post(twoSlashes, said(bytes + "/"), BODY).status())
                .isEqualTo(401);
    }

    @Test
    void onlyAFormThatAPageOfTheAppHasSentIsKept() {
        List<String> refused =
                List.of(
                        "Origin: https://evil.example",
                        "Origin: http://localhost:18081",
                        "Origin: http://shop.localhost:18080",
                        "Origin: https://localhost:18080",
                        "Origin: http://localhost:18080.evil.example",
                        "Origin: null",
                        "Origin: ",
                        "Sec-Fetch-Site: cross-site",
                        "Sec-Fetch-Site: same-site",
                        "Sec-Fetch-Site: none",
                        "Sec-Fetch-Site: ",
                        "Sec-Fetch-Mode: cors",
                        "Sec-Fetch-Mode: no-cors",
                        "Sec-Fetch-Mode: ",
                        "Sec-Fetch-Dest: iframe",
                        "Sec-Fetch-Dest: empty",
                        "Sec-Fetch-Dest: ",
                        "Content-Type: text/plain",
                        "Content-Type: application/json",
                        "Content-Type: multipart/form-data; boundary=x",
                        "Content-Type: application/x-www-form-urlencoded; charset=iso-8859-1",
                        "Content-Encoding: gzip",
                        "X-Requested-With: XMLHttpRequest");

        assertThat(refused).allSatisfy(field -> assertThat(without(field).status()).isEqualTo(401));
        assertThat(posted(browser, SAVE).status()).isEqualTo(303);
        assertThat(app.hits()).isZero();
    }

    /** The answer to a form of which one field is another, or is missing. */
    private WebAnswer without(String field) {
        String[] parts = field.split(": ", 2);
        Map<String, String> said = said(SAVE);
        if (parts[1].isEmpty()) {
            said.remove(parts[0]);
        } else {
            said.put(parts[0], parts[1]);
        }
        return browser.post(SAVE, said, BODY);
    }

    @Test
    void aBodyThatABrowserWouldNotSendAlikeAgainIsNotKept() {
        assertThat(List.of("a=%ff", "a", "=b", "a=b%0Ac", "a=%00", "a=%zz", "a=b&", "a=/"))
                .allSatisfy(body ->
                        assertThat(browser.post(SAVE, said(SAVE), body).status()).isEqualTo(401));
    }

    @Test
    void anAppThatDoesNotAskForItKeepsNone() {
        String address = World.GATEWAY + "/plain/save";

        assertThat(browser.post(address, said(address), BODY).status()).isEqualTo(401);
    }

    @Test
    void aFormThatIsTooLargeGetsTheLimitAndIsNotKept() {
        WebAnswer refused = browser.post(SAVE, said(SAVE), "a=" + "x".repeat(2047));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.challenge()).isEqualTo("Bearer");
        assertThat(refused.body()).contains("larger than 2 KB");
        assertThat(browser.open(refused.next()).body()).startsWith("> GET /wiki\n");
        assertThat(browser.post(SAVE, said(SAVE), "a=" + "x".repeat(2046)).status()).isEqualTo(200);
    }

    @Test
    void theFormIsShownOnce() {
        String shown = address(posted(browser, SAVE));
        assertThat(browser.open(shown).body()).contains(SHOWN);

        WebAnswer again = browser.open(shown);

        assertThat(again.status()).isEqualTo(404);
        assertThat(again.body()).contains("Your form is no longer here").doesNotContain("canary");
    }

    @Test
    void ofSeveralNodesAtOnceOneShowsIt() {
        TestBrowser other = browser.at(world.portOfAnotherNode());
        String shown = address(posted(browser, SAVE));
        other.cookies("localhost").putAll(browser.cookies("localhost"));

        List<CompletableFuture<String>> all =
                IntStream.range(0, 8)
                        .mapToObj(at ->
                                CompletableFuture.supplyAsync(
                                        () -> (at % 2 == 0 ? browser : other).get(shown).body()))
                        .toList();

        assertThat(all.stream().map(CompletableFuture::join).filter(body -> body.contains(SHOWN)))
                .hasSize(1);
    }

    @Test
    void anotherBrowserNeverSeesIt() {
        WebAnswer kept = posted(browser, SAVE);
        TestBrowser thief = world.browser();
        String shown = address(kept, thief);

        assertThat(thief.open(shown).status()).isEqualTo(404);
        assertThat(world.browser().open(shown).status()).isEqualTo(404);
        assertThat(browser.follow(kept).body()).contains(SHOWN);
    }

    @Test
    void withoutASessionTheAddressLeadsToASignInAndShowsNothing() {
        WebAnswer kept = posted(browser, SAVE);
        String shown = shown(kept);

        WebAnswer early = browser.get(shown);

        assertThat(early.location()).contains("/.vestibule/login?app=wiki");
        assertThat(early.body()).doesNotContain("canary");
        assertThat(browser.open(shown).body()).contains(SHOWN);
    }

    @Test
    void afterHalfAnHourItIsGone() {
        WebAnswer kept = posted(browser, SAVE);
        world.clock.advance(Duration.ofMinutes(31));

        assertThat(browser.follow(kept).status()).isEqualTo(404);
    }

    @Test
    void theFormOfOneUserIsNeverShownToAnother() {
        browser.open(World.WIKI);
        world.clock.advance(Duration.ofHours(13));
        String login = posted(browser, SAVE).location();
        world.provider.signIn(Map.of("sub", "2", "preferred_username", "eve"));

        WebAnswer refused = browser.open(login);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body())
                .contains("Another user has sent this form", "eve")
                .doesNotContain("canary");
        world.provider.signIn(Map.of("sub", "1", "preferred_username", "ada"));
        assertThat(browser.follow(browser.post(refused.action(), refused.fields())).body())
                .contains(SHOWN, "ada");
    }

    @Test
    void theFormOfOneUserIsNotShownToAnotherAfterASignOutEither() {
        browser.open(SHOP);
        WebAnswer out = browser.get(SHOP + "/.vestibule/logout");
        browser.post(out.action(), out.fields());
        String login = posted(browser, SHOP + "/order").location();
        world.provider.signIn(Map.of("sub", "2", "preferred_username", "eve"));

        assertThat(browser.open(login).status()).isEqualTo(403);
    }

    @Test
    void aFormOfAnUnknownUserIsNotKept() {
        browser.open(World.WIKI);
        browser.cookies("localhost").remove("__Host-vestibule-user");
        world.clock.advance(Duration.ofHours(13));

        assertThat(browser.post(SAVE, said(SAVE), BODY).status()).isEqualTo(401);
    }

    @Test
    void anotherHostOrAppNeverGetsIt() {
        String shown = address(posted(browser, SAVE));
        browser.open(SHOP);
        String query = shown.substring(shown.indexOf("/.vestibule/"));

        assertThat(browser.open(SHOP + query).status()).isEqualTo(404);
        world.write("vestibule.yaml", moved());
        world.eventually(
                () -> world.metric("vestibule_config_reloads_total{result=\"applied\"}") == 1);
        assertThat(browser.open(shown).status()).isEqualTo(404);
    }

    @Test
    void aBrowserHasFiveAndTheNextReplacesTheOldest() {
        List<WebAnswer> kept = Stream.generate(() -> posted(browser, SAVE)).limit(6).toList();

        assertThat(browser.follow(kept.getFirst()).status()).isEqualTo(404);
        assertThat(kept.stream().skip(1).map(each -> browser.follow(each).status()))
                .containsOnly(200);
    }

    @Test
    void anAddressKeepsNoMoreThanItMayBeginLogins() {
        world.write(
                "vestibule.yaml",
                world.read("vestibule.yaml")
                        .replace(
                                "  management:",
                                "  trusted-proxies: [127.0.0.1]\n  login-starts: 2/1m\n"
                                        + "  management:"));
        world.restartGateway();
        TestBrowser far = world.browser().with("X-Forwarded-For", "192.0.2.1");
        TestBrowser near = world.browser().with("X-Forwarded-For", "192.0.2.2");

        assertThat(far.post(SAVE, said(SAVE), BODY).status()).isEqualTo(303);
        assertThat(far.post(SAVE, said(SAVE), BODY).status()).isEqualTo(303);
        assertThat(far.post(SAVE, said(SAVE), BODY).status()).isEqualTo(401);
        assertThat(near.post(SAVE, said(SAVE), BODY).status()).isEqualTo(303);
    }

    @Test
    void nothingOfItIsInTheLog() {
        WebAnswer kept = posted(browser, SAVE);
        browser.follow(kept);
        browser.follow(kept);

        assertThat(world.log.lines()).isNotEmpty().noneMatch(line -> line.contains("canary"));
    }

    /** The wiki is another app now. */
    private String moved() {
        return world.read("vestibule.yaml").replace("\n  wiki:", "\n  other:");
    }

    private static void echo(HttpServerRequest request) {
        StringBuilder seen = new StringBuilder();
        seen.append("> ").append(request.method()).append(' ').append(request.uri()).append('\n');
        request.body().onSuccess(body -> request.response().end(seen.append(body).toString()));
    }

    private static WebAnswer posted(TestBrowser browser, String address) {
        WebAnswer kept = browser.post(address, said(address), BODY);
        assertThat(kept.status()).isEqualTo(303);
        return kept;
    }

    /** Signs in, and gives the address of the page in place of the page. */
    private String address(WebAnswer kept) {
        return address(kept, browser);
    }

    private String address(WebAnswer kept, TestBrowser in) {
        return in.until("/.vestibule/kept", kept.location());
    }

    private static String shown(WebAnswer kept) {
        String path = kept.location().replaceFirst(".*return=([^&]*).*", "$1");
        return World.GATEWAY + URLDecoder.decode(path, StandardCharsets.UTF_8);
    }

    /** What a browser says of a form on a page of the same origin. */
    private static Map<String, String> said(String address) {
        Map<String, String> said = new HashMap<>();
        said.put("Origin", address.replaceFirst("(//[^/]*)/.*", "$1"));
        said.put("Sec-Fetch-Site", "same-origin");
        said.put("Sec-Fetch-Mode", "navigate");
        said.put("Sec-Fetch-Dest", "document");
        return said;
    }

    /** Sends the form of the page, as a browser does. */
    private String arrives(WebAnswer page) {
        return browser.post(page.action(), said(page.action()), page.form()).body();
    }
}
