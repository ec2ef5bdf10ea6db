package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.connection.oidc.TestProvider;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.testing.AuthenticatorApp;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A login goes on after a step that the user does not complete, where the flow says so. */
final class StepExitsTest {
    private static final String PASSWORD = "canary correct horse battery";
    private static final String SESSION = "__Host-vestibule-session";
    private static final String CANNOT = "name=\"cannot\"";
    private static final String FIRST = "      - id: first\n        authenticate: \\[alpha]\n";
    private static final String YAML =
            Yaml.STANDARD
                    .replaceFirst(
                            "staff:\n    steps:\n" + FIRST,
                            """
                            staff:
                                steps:
                                  - { id: first, authenticate: [alpha], on-failure: local, on-success: second }
                                  - { id: local, authenticate: [password] }
                                  - { id: second, authenticate: [totp], on-failure: first }
                                  - { deny: Only with a factor., when: '!has(steps.second)' }
                            """)
                    .replaceFirst(
                            "either:\n    steps:\n      - id: first\n        authenticate: \\[alpha, beta]\n",
                            """
                            either:
                                steps:
                                  - { id: first, authenticate: [alpha] }
                                  - { id: second, authenticate: [totp] }
                            """);

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;
    private TestBrowser browser;

    @BeforeEach
    void start() {
        world = worlds.start(folder, YAML);
        world.provider.signIn(Map.of("sub", "1", "preferred_username", "ada"));
        browser = world.browser();
    }

    @Test
    void aNegativeAnswerOfTheProviderLeadsToAnotherSignIn() {
        world.directory.add("grace", "grace@example.org", PASSWORD);

        WebAnswer local = browser.open(failing("access_denied"));
        assertThat(local.body()).contains("autocomplete=\"current-password\"");
        WebAnswer setUp = password(local, "grace");
        WebAnswer app = proved(setUp);

        assertThat(app.received("x-forwarded-user")).isEqualTo("grace");
        assertThat(browser.get(World.GATEWAY + "/.vestibule/whoami").body())
                .contains("\"amr\":[\"otp\",\"pwd\"]");
    }

    @Test
    void anyOtherErrorOfTheProviderEndsTheLogin() {
        assertThat(browser.open(failing("server_error")).status()).isEqualTo(502);
        assertThat(browser.open(failing("temporarily_unavailable")).status()).isGreaterThan(399);
    }

    @Test
    void aNegativeAnswerWorksOnceAndInItsBrowserOnly() {
        String answer = browser.until("/callback/", failing("access_denied"));
        TestBrowser thief = world.browser();
        thief.until("/authorize", World.WIKI);

        assertThat(thief.get(answer).status()).isEqualTo(400);
        assertThat(browser.get(answer.replace("/callback/alpha", "/callback/beta")).status())
                .isEqualTo(403);
        assertThat(browser.open(answer).body()).contains("autocomplete=\"current-password\"");
        assertThat(browser.get(answer).location()).contains("/.vestibule/login?app=wiki");
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
    }

    @Test
    void whoGivesUpASecondFactorBeginsAgainAndIsStillTheSameUser() {
        WebAnswer setUp = browser.open(World.WIKI);
        assertThat(setUp.body()).contains(CANNOT, "I cannot do this now");

        WebAnswer again = gaveUp(setUp);
        assertThat(again.body()).contains("<svg class=\"qr\"");
        world.provider.signIn(Map.of("sub", "2", "preferred_username", "eve"));
        WebAnswer other = gaveUp(again);

        assertThat(other.status()).isEqualTo(403);
        assertThat(other.body()).contains("another user");
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
    }

    @Test
    void aStepLeadsBackThreeTimesAndNoMore() {
        WebAnswer page = browser.open(World.WIKI);
        for (int turn = 0; turn < 3; turn++) {
            page = gaveUp(page);
        }
        assertThat(page.body()).contains("<svg class=\"qr\"").doesNotContain(CANNOT);

        WebAnswer refused = browser.post(page.action(), page.filled(Map.of("cannot", "yes")));

        assertThat(refused.status()).isIn(400, 403);
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
    }

    @Test
    void fiveWrongAnswersAreAFailure() {
        proved(browser.open(World.WIKI));
        TestBrowser guesser = world.browser();
        WebAnswer page = guesser.open(World.WIKI);
        String provider = world.provider.issuer();
        for (int wrong = 0; wrong < 5; wrong++) {
            assertThat(page.body()).contains("autocomplete=\"one-time-code\"");
            world.clock.advance(java.time.Duration.ofSeconds(30));
            page = guesser.post(page.action(), page.filled(Map.of("code", "000000")));
        }

        assertThat(page.location()).startsWith(provider);
        assertThat(guesser.cookies("localhost")).doesNotContainKey(SESSION);
    }

    @Test
    void withoutOnFailureThereIsNoWayAroundAStep() {
        WebAnswer setUp = browser.open(World.GATEWAY + "/forum");
        assertThat(setUp.body()).contains("<svg class=\"qr\"").doesNotContain(CANNOT);

        WebAnswer refused = browser.post(setUp.action(), setUp.filled(Map.of("cannot", "yes")));

        assertThat(refused.status()).isIn(400, 403);
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
    }

    @Test
    void givingUpIsTheAnswerOfTheBrowserThatWasAskedAndWorksOnce() {
        WebAnswer setUp = browser.open(World.WIKI);
        TestBrowser thief = world.browser();
        thief.until("/authorize", World.WIKI);
        Map<String, String> stolen = new HashMap<>(setUp.filled(Map.of("cannot", "yes")));
        stolen.put(
                "csrf",
                Tokens.hash(
                        "vestibule.csrf "
                                + thief.cookies("localhost").get("__Host-vestibule-browser")));

        assertThat(thief.post(setUp.action(), stolen).status()).isEqualTo(400);
        assertThat(browser.post(setUp.action(), Map.of("cannot", "yes")).status())
                .isBetween(400, 403);
        gaveUp(setUp);
        assertThat(gaveUpOnce(setUp).location()).contains("/.vestibule/login?app=wiki");
    }

    /** The address to which the provider sends the browser with this error. */
    private String failing(String error) {
        return TestProvider.failing(error, browser.until(world.provider.issuer(), World.WIKI));
    }

    private WebAnswer gaveUpOnce(WebAnswer page) {
        return browser.post(page.action(), page.filled(Map.of("cannot", "yes")));
    }

    private WebAnswer gaveUp(WebAnswer page) {
        return browser.follow(gaveUpOnce(page));
    }

    private WebAnswer password(WebAnswer page, String user) {
        return browser.follow(
                browser.post(
                        page.action(),
                        page.filled(Map.of("username", user, "password", PASSWORD))));
    }

    private WebAnswer proved(WebAnswer page) {
        String code = AuthenticatorApp.setUp(page.body()).code(world.clock.instant());
        return browser.follow(browser.post(page.action(), page.filled(Map.of("code", code))));
    }
}
