package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.factor.passkey.SoftPasskey;
import dev.vestibule.testing.AuthenticatorApp;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Two nodes share the stores and the directory: what an attacker splits between them is one. */
final class FactorNodesTest {
    private static final String SESSION = "__Host-vestibule-session";
    private static final String FORUM = World.GATEWAY + "/forum";
    private static final String VAULT = World.GATEWAY + "/vault";
    private static final String PASSWORD = "canary correct horse battery";
    private static final Pattern RECOVERY_CODE = Pattern.compile("<li><code>([a-z0-9-]+)<");
    private static final int AT_ONCE = 50;

    /** After the password the wiki asks for a code, the forum for a recovery code. */
    private static final String YAML =
            Yaml.withSeconds("totp", "recovery_code", "passkey")
                    .replace(
                            "management: 127.0.0.1:0",
                            "management: 127.0.0.1:0\n  keys: [\"${env:FACTOR_KEY}\"]");

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;
    private List<Supplier<TestBrowser>> nodes;

    @BeforeEach
    void start() {
        world = worlds.start(folder, YAML);
        world.directory.add("grace", "grace@example.org", PASSWORD);
        nodes = List.of(world::browser, world.anotherNode());
    }

    @Test
    void fiftyPasswordsOnTwoNodesCountAsFifty() {
        List<TestBrowser> browsers = browsers();
        List<WebAnswer> pages = browsers.stream().map(each -> each.open(World.WIKI)).toList();

        List<WebAnswer> answers =
                atOnce(browsers, pages, Map.of("username", "grace", "password", "wrong"));

        threeWereChecked(answers);
        nodes.forEach(node -> assertThat(password(node.get(), World.WIKI).status()).isEqualTo(429));
    }

    @Test
    void fiftyCodesOnTwoNodesCountAsFifty() {
        AuthenticatorApp app = appOf(world.browser());
        List<TestBrowser> browsers = browsers();
        List<WebAnswer> pages = browsers.stream().map(each -> password(each, World.WIKI)).toList();

        List<WebAnswer> answers = atOnce(browsers, pages, Map.of("code", "000000"));
        TestBrowser user = nodes.getLast().get();
        WebAnswer right =
                user.answer(
                        password(user, World.WIKI),
                        Map.of("code", app.code(world.clock.instant())));

        threeWereChecked(answers);
        assertThat(right.status()).isEqualTo(429);
    }

    @Test
    void aCodeOfAnAppSignsInOnOneNodeOnly() {
        AuthenticatorApp app = appOf(world.browser());
        List<TestBrowser> browsers = browsers();
        List<WebAnswer> pages = browsers.stream().map(each -> password(each, World.WIKI)).toList();

        atOnce(browsers, pages, Map.of("code", app.code(world.clock.instant())));

        assertThat(browsers).filteredOn(FactorNodesTest::isSignedIn).hasSize(1);
    }

    @Test
    void aRecoveryCodeOnBothNodesAtOnceSignsInOnce() {
        for (String code : recoveryCodes()) {
            List<TestBrowser> browsers = nodes.stream().map(Supplier::get).toList();
            List<WebAnswer> pages = browsers.stream().map(each -> password(each, FORUM)).toList();

            atOnce(browsers, pages, Map.of("code", code));

            assertThat(browsers).filteredOn(FactorNodesTest::isSignedIn).hasSize(1);
        }
        assertThat(world.directory.person("grace").hasAttribute("vestibuleRecoveryCode")).isFalse();
    }

    @Test
    void anAssertionIsForOneLoginOnWhateverNodeItArrives() {
        SoftPasskey device = new SoftPasskey(World.GATEWAY);
        TestBrowser first = world.browser();
        WebAnswer offered = password(first, VAULT);
        first.answer(offered, credential(device.create(options(offered))));
        TestBrowser user = nodes.getFirst().get();
        TestBrowser thief = nodes.getLast().get();
        WebAnswer asked = password(user, VAULT);
        WebAnswer stolen = password(thief, VAULT);
        String used = device.use(options(asked));

        WebAnswer early = thief.answer(stolen, credential(used));
        WebAnswer done = user.answer(asked, credential(used));
        WebAnswer late = thief.answer(early, credential(used));
        WebAnswer phished =
                thief.answer(
                        late, credential(device.at("https://evil.example").use(options(late))));

        assertThat(done.received("x-forwarded-user")).isEqualTo("grace");
        assertThat(List.of(early.status(), late.status(), phished.status())).containsOnly(403);
        assertThat(isSignedIn(thief)).isFalse();
    }

    private List<TestBrowser> browsers() {
        return IntStream.range(0, AT_ONCE).mapToObj(each -> nodes.get(each % 2).get()).toList();
    }

    private static List<WebAnswer> atOnce(
            List<TestBrowser> browsers, List<WebAnswer> pages, Map<String, String> typed) {
        return IntStream.range(0, browsers.size())
                .parallel()
                .mapToObj(each -> browsers.get(each).answer(pages.get(each), typed))
                .toList();
    }

    private static WebAnswer password(TestBrowser browser, String app) {
        return browser.answer(browser.open(app), Map.of("username", "grace", "password", PASSWORD));
    }

    private AuthenticatorApp appOf(TestBrowser browser) {
        WebAnswer enrolment = password(browser, World.WIKI);
        AuthenticatorApp app = AuthenticatorApp.setUp(enrolment.body());
        browser.answer(enrolment, Map.of("code", app.code(world.clock.instant())));
        world.clock.advance(Duration.ofSeconds(90));
        return app;
    }

    private List<String> recoveryCodes() {
        TestBrowser browser = world.browser();
        WebAnswer page = password(browser, FORUM);
        browser.answer(page, Map.of());
        return RECOVERY_CODE
                .matcher(page.body())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static Map<String, String> credential(String credential) {
        return Map.of("credential", credential, "name", "Laptop");
    }

    private static String options(WebAnswer page) {
        return page.attribute("data-options");
    }

    private static boolean isSignedIn(TestBrowser browser) {
        return browser.cookies("localhost").containsKey(SESSION);
    }

    private static void threeWereChecked(List<WebAnswer> answers) {
        assertThat(answers).filteredOn(answer -> answer.status() == 403).hasSize(3);
        assertThat(answers).filteredOn(answer -> answer.status() == 429).hasSize(AT_ONCE - 3);
    }
}
