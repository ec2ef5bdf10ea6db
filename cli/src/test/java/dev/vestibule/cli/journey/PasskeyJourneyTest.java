package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.factor.passkey.SoftPasskey;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Passkeys in logins, with an authenticator that can misbehave; a browser's is in the demo. */
final class PasskeyJourneyTest {
    private static final String FORUM = World.GATEWAY + "/forum";
    private static final String PASSWORD = "canary correct horse";

    /** The wiki asks for a passkey after the password, the forum for one of both. */
    private static final String YAML =
            Yaml.STANDARD
                    .replaceFirst(
                            "- id: first\n        authenticate: \\[alpha\\]",
                            "- id: first\n        authenticate: [password]\n"
                                    + "      - id: second\n        authenticate: [passkey]")
                    .replace("authenticate: [alpha, beta]", "authenticate: [password, passkey]");

    @TempDir private Path folder;
    @RegisterExtension final Worlds worlds = new Worlds();
    private World world;
    private final SoftPasskey device = new SoftPasskey(World.GATEWAY);

    @BeforeEach
    void start() {
        world = worlds.start(folder, YAML);
        world.directory.add("ada", "ada@example.org", PASSWORD);
        world.directory.add("eve", "eve@example.org", PASSWORD);
    }

    @Test
    void aPasskeyIsSetUpInTheLoginAndIsTheSecondFactorOfTheNextOne() {
        TestBrowser first = world.browser();
        WebAnswer offered = signIn(first, "ada");

        WebAnswer app = first.follow(answer(first, offered, device.create(options(offered))));
        TestBrowser next = world.browser();
        WebAnswer asked = signIn(next, "ada");
        WebAnswer again = next.follow(answer(next, asked, device.use(options(asked))));

        assertThat(offered.body()).contains("Create a passkey");
        assertThat(app.received("x-forwarded-user")).isEqualTo("ada");
        assertThat(asked.body())
                .contains("Use your passkey", device.id())
                .doesNotContain("name=\"name\"");
        assertThat(again.received("x-forwarded-user")).isEqualTo("ada");
        assertThat(passkeys("ada")).hasSize(1);
        assertThat(passkeys("ada").getFirst()).doesNotContain("laptop", device.id());
    }

    @Test
    void aPasskeySignsInWithoutAUsername() {
        enrol("ada");
        TestBrowser browser = world.browser();
        WebAnswer asked = first(browser);

        WebAnswer app = browser.follow(answer(browser, asked, device.use(options(asked))));

        assertThat(options(asked))
                .contains("\"allowCredentials\":[]", "\"userVerification\":\"required\"");
        assertThat(app.received("x-forwarded-user")).isEqualTo("ada");
        assertThat(browser.get(World.GATEWAY + "/.vestibule/whoami").body()).contains("passkey");
    }

    @Test
    void whatWasNeverAPasskeyOfTheAccountSignsInNobody() {
        enrol("ada");
        String eve = id("eve");

        refused(new SoftPasskey(World.GATEWAY).of(id("ada")));
        refused(device.at(World.GATEWAY).of(eve));
        refused(device.at(World.GATEWAY).of("no-such-account"));
        refused(device.at(World.GATEWAY).of("*)(uid=ada"));
        refused(device.at(World.GATEWAY).of(""));
        refused(device.at("https://localhost.evil.example"));
        refused(device.at("http://localhost:18081"));
        refused(device.at(World.GATEWAY).forHost("evil.example"));
        refused(device.at(World.GATEWAY).unverified());

        assertThat(world.log.lines())
                .filteredOn(line -> line.startsWith("event=passkey-refused"))
                .hasSize(9)
                .noneMatch(line -> line.contains(device.id()));
    }

    @Test
    void anotherUsersPasskeyIsNoSecondFactor() {
        enrol("ada");
        SoftPasskey ofEve = new SoftPasskey(World.GATEWAY);
        TestBrowser other = world.browser();
        WebAnswer offered = signIn(other, "eve");
        other.follow(answer(other, offered, ofEve.create(options(offered))));
        TestBrowser browser = world.browser();
        WebAnswer asked = signIn(browser, "ada");

        WebAnswer again = answer(browser, asked, ofEve.use(options(asked)));
        WebAnswer hidden = answer(browser, again, ofEve.of("").use(options(again)));

        assertThat(again.status()).isEqualTo(403);
        assertThat(again.body()).contains("This passkey was not accepted");
        assertThat(hidden.status()).isEqualTo(403);
    }

    @Test
    void anAnswerIsForOneChallengeOfOneLoginOfOneBrowser() {
        enrol("ada");
        TestBrowser browser = world.browser();
        WebAnswer asked = first(browser);
        WebAnswer otherLogin = first(browser);
        TestBrowser otherBrowser = world.browser();
        WebAnswer foreign = first(otherBrowser);
        String used = device.use(options(asked));

        WebAnswer elsewhere = answer(browser, otherLogin, used);
        WebAnswer abroad = answer(otherBrowser, foreign, used);
        WebAnswer stolen =
                otherBrowser.post(asked.action(), foreign.filled(Map.of("credential", used)));
        WebAnswer done = answer(browser, asked, used);
        WebAnswer repeated = answer(browser, asked, used);
        TestBrowser another = world.browser();
        WebAnswer later = answer(another, first(another), used);

        assertThat(elsewhere.status()).isEqualTo(403);
        assertThat(abroad.status()).isEqualTo(403);
        assertThat(stolen.status()).isIn(400, 403, 410);
        assertThat(done.location()).endsWith("/forum");
        assertThat(repeated.location()).contains("/.vestibule/login?app=forum");
        assertThat(later.status()).isEqualTo(403);
    }

    @Test
    void anEmptyAnswerIsAskedForAgainWithAnotherChallenge() {
        enrol("ada");
        TestBrowser browser = world.browser();
        WebAnswer asked = first(browser);

        WebAnswer without = browser.post(asked.action(), withoutCredential(asked));
        WebAnswer empty = answer(browser, asked, "");
        WebAnswer late = answer(browser, empty, device.use(options(asked)));
        WebAnswer done = answer(browser, late, device.use(options(late)));

        assertThat(without.status()).isEqualTo(400);
        assertThat(empty.status()).isEqualTo(403);
        assertThat(empty.body()).contains("Your browser has sent no passkey");
        assertThat(options(empty)).isNotEqualTo(options(asked));
        assertThat(late.status()).isEqualTo(403);
        assertThat(done.location()).endsWith("/forum");
    }

    @Test
    void aCounterThatGoesBackIsRefusedAndLogged() {
        enrol("ada");
        SoftPasskey clone = device.at(World.GATEWAY);
        signInWith(device);
        signInWith(device);

        refused(clone);

        assertThat(world.logged("event=passkey-refused")).contains("MaliciousCounterValue");
    }

    @Test
    void ofManyAnswersAtOnceWithOneCounterValueOneIsAccepted() {
        enrol("ada");
        List<TestBrowser> browsers = IntStream.range(0, 6).mapToObj(_ -> world.browser()).toList();
        List<WebAnswer> asked = browsers.stream().map(PasskeyJourneyTest::first).toList();

        List<String> ends =
                IntStream.range(0, 6)
                        .parallel()
                        .mapToObj(at ->
                                answer(
                                        browsers.get(at),
                                        asked.get(at),
                                        device.at(World.GATEWAY)
                                                .counting(50)
                                                .use(options(asked.get(at)))))
                        .map(WebAnswer::location)
                        .filter(location -> location.endsWith("/forum"))
                        .toList();

        assertThat(ends).hasSize(1);
    }

    @Test
    void fiftyGuessesAtOnceCountAsFifty() {
        enrol("ada");
        SoftPasskey wrong = device.at("https://evil.example");
        List<TestBrowser> browsers = IntStream.range(0, 50).mapToObj(_ -> world.browser()).toList();
        List<WebAnswer> asked = browsers.stream().map(PasskeyJourneyTest::first).toList();
        List<String> sent = asked.stream().map(page -> wrong.use(options(page))).toList();

        List<Integer> ends =
                IntStream.range(0, 50)
                        .parallel()
                        .mapToObj(at -> answer(browsers.get(at), asked.get(at), sent.get(at)))
                        .map(WebAnswer::status)
                        .toList();

        assertThat(ends).containsOnly(403, 429);
        assertThat(ends).filteredOn(status -> status == 403).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void guessesAreCountedAndLockThePasskeyForAWhile() {
        enrol("ada");
        TestBrowser browser = world.browser();
        WebAnswer asked = first(browser);
        SoftPasskey wrong = device.at("https://evil.example");

        for (int guess = 0; guess < 6 && asked.status() != 429; guess++) {
            asked = answer(browser, asked, wrong.use(options(asked)));
        }
        WebAnswer right = answer(browser, asked, device.use(options(asked)));
        world.clock.advance(Duration.ofHours(1));
        TestBrowser later = world.browser();
        WebAnswer fresh = first(later);

        assertThat(asked.status()).isEqualTo(429);
        assertThat(right.status()).isEqualTo(429);
        assertThat(answer(later, fresh, device.use(options(fresh))).location()).endsWith("/forum");
    }

    @Test
    void aDisabledAccountIsToldSo() {
        enrol("ada");
        world.directory.set("ada", "vestibuleDisabled", "TRUE");
        TestBrowser browser = world.browser();
        WebAnswer asked = first(browser);

        WebAnswer end = answer(browser, asked, device.use(options(asked)));

        assertThat(end.status()).isEqualTo(403);
        assertThat(end.body()).contains("Your account is disabled");
    }

    @Test
    void anEnrolmentWithAnythingElseStoresNothing() {
        enrol("ada");
        TestBrowser browser = world.browser();
        WebAnswer offered = signIn(browser, "eve");
        String created = new SoftPasskey("http://localhost:1").create(options(offered));

        WebAnswer again = answer(browser, offered, created);
        WebAnswer used = answer(browser, again, device.use(options(again)));
        WebAnswer garbage = answer(browser, used, "{}");

        assertThat(List.of(again.status(), used.status(), garbage.status())).containsOnly(403);
        assertThat(passkeys("eve")).isEmpty();
    }

    @Test
    void theOnlyScriptIsAFileThatOnlyThesePagesPermit() {
        TestBrowser browser = world.browser();
        WebAnswer offered = signIn(browser, "ada");

        WebAnswer script = browser.get(World.GATEWAY + "/.vestibule/passkey.js");

        assertThat(offered.body()).containsOnlyOnce("<script").contains("Passkeys need JavaScript");
        assertThat(script.status()).isEqualTo(200);
        assertThat(script.body()).contains("navigator.credentials").doesNotContain("fetch(");
    }

    private void enrol(String username) {
        TestBrowser browser = world.browser();
        WebAnswer offered = signIn(browser, username);
        WebAnswer done = answer(browser, offered, device.create(options(offered)));
        assertThat(done.location()).endsWith("/wiki");
    }

    private void signInWith(SoftPasskey passkey) {
        TestBrowser browser = world.browser();
        WebAnswer asked = first(browser);
        assertThat(answer(browser, asked, passkey.use(options(asked))).location())
                .endsWith("/forum");
    }

    /** Signs in nobody, and the page says no more than that. */
    private void refused(SoftPasskey passkey) {
        world.clock.advance(Duration.ofHours(1));
        TestBrowser browser = world.browser();
        WebAnswer asked = first(browser);
        WebAnswer answer = answer(browser, asked, passkey.use(options(asked)));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("This passkey was not accepted").doesNotContain("ada");
        assertThat(browser.get(World.GATEWAY + "/.vestibule/whoami").status()).isEqualTo(401);
    }

    /** The page that asks for any passkey, in a login of the forum. */
    private static WebAnswer first(TestBrowser browser) {
        WebAnswer page = browser.open(FORUM);
        return browser.post(page.action(), page.filled(Map.of("connection", "passkey")));
    }

    /** The page after the password, in a login of the wiki. */
    private static WebAnswer signIn(TestBrowser browser, String username) {
        WebAnswer asked = browser.open(World.WIKI);
        return browser.post(
                asked.action(), asked.filled(Map.of("username", username, "password", PASSWORD)));
    }

    private static WebAnswer answer(TestBrowser browser, WebAnswer page, String credential) {
        return browser.post(
                page.action(),
                page.filled(Map.of("credential", credential, "name", "Work laptop")));
    }

    private static Map<String, String> withoutCredential(WebAnswer page) {
        Map<String, String> fields = page.fields();
        fields.remove("credential");
        return fields;
    }

    private static String options(WebAnswer page) {
        return page.attribute("data-options");
    }

    private List<String> passkeys(String uid) {
        String[] values = world.directory.person(uid).getAttributeValues("vestibulePasskey");
        return values == null ? List.of() : List.of(values);
    }

    private String id(String uid) {
        return world.directory.person(uid).getAttributeValue("entryUUID");
    }
}
