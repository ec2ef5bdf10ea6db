package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Map;

/** What an attacker tries on the login, and what must hold all the same. */
final class LoginAttackTest {
    private static final String LOGIN = World.GATEWAY + "/.vestibule/login";
    private static final String SESSION = "__Host-vestibule-session";

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;

    @BeforeEach
    void start() {
        world = worlds.start(folder);
    }

    @Test
    void aCallbackInAnotherBrowserSignsNobodyInAndDestroysNothing() {
        TestBrowser attacker = world.browser();
        String callback = attacker.until("/callback/", World.WIKI + "/page");
        TestBrowser victim = world.browser();
        victim.get(LOGIN + "?app=wiki");

        WebAnswer refused = victim.open(callback);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(victim.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(attacker.open(callback).status()).isEqualTo(200);
    }

    @Test
    void aBrowserWithoutCookiesGetsAPageThatSaysSoAndNoLoop() {
        WebAnswer page = world.browser().withoutCookies().open(World.WIKI);

        assertThat(page.status()).isEqualTo(400);
        assertThat(world.logged("request failed kind=cookies_missing")).isNotEmpty();
    }

    @Test
    void theAnswerOfOneProviderOnAnothersPathIsRefusedAndDestroysNothing() {
        TestBrowser browser = world.browser();
        String callback = browser.until("/callback/alpha", World.WIKI + "/page");

        WebAnswer refused = browser.open(callback.replace("/callback/alpha", "/callback/beta"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(browser.open(callback).status()).isEqualTo(200);
    }

    @Test
    void anAnswerWithAnotherIssuerDestroysNothing() {
        TestBrowser browser = world.browser();
        String callback = browser.until("/callback/alpha", World.WIKI + "/page");

        WebAnswer refused = browser.open(callback.replaceAll("iss=[^&]*", "iss=https://evil"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(browser.open(callback).status()).isEqualTo(200);
    }

    @Test
    void aStateThatNobodyGaveIsRefused() {
        TestBrowser browser = world.browser();
        browser.get(LOGIN + "?app=wiki");

        WebAnswer refused =
                browser.open(
                        World.GATEWAY
                                + "/.vestibule/callback/alpha?code=x&state="
                                + "A".repeat(43));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?state=", "?code=x", "?state=a&state=b", "?code=a&code=b&state=s"})
    void aCallbackThatIsEmptyOrAmbiguousIsRefused(String query) {
        TestBrowser browser = world.browser();
        browser.get(LOGIN + "?app=wiki");

        WebAnswer refused = browser.open(World.GATEWAY + "/.vestibule/callback/alpha" + query);

        assertThat(refused.status()).isEqualTo(400);
    }

    @Test
    void aCallbackIsNeverPosted() {
        TestBrowser browser = world.browser();
        String callback = browser.until("/callback/alpha", World.WIKI + "/page");

        WebAnswer refused = browser.post(callback, Map.of());

        assertThat(refused.status()).isBetween(400, 499);
        assertThat(browser.open(callback).status()).isEqualTo(200);
    }

    @Test
    void aSessionCookieThatWasPlantedIsNotTheOneThatSignsIn() {
        TestBrowser attacker = world.browser();
        attacker.open(World.WIKI);
        String planted = attacker.cookies("localhost").get(SESSION);
        TestBrowser victim = world.browser();
        victim.cookies("localhost").put(SESSION, planted);

        world.provider.signIn(Map.of("sub", "2", "preferred_username", "eve"));
        victim.open(LOGIN + "?app=forum&connection=alpha&return=/forum");

        assertThat(victim.cookies("localhost").get(SESSION)).isNotEqualTo(planted);
        assertThat(attacker.get(World.WIKI).status()).isEqualTo(303);
    }

    @Test
    void theSecondStepCannotBeSkippedWithTheFirstStepsProof() {
        TestBrowser browser = world.browser();
        String first = browser.until("/callback/alpha", World.GATEWAY + "/vault");
        WebAnswer onTheWay = browser.get(first);

        WebAnswer early = browser.get(World.GATEWAY + "/vault");

        assertThat(onTheWay.location()).startsWith(world.other.issuer());
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(early.location()).contains("/.vestibule/login?app=vault");
    }

    @Test
    void theStateOfTheSecondStepIsNoAnswerForTheFirst() {
        TestBrowser browser = world.browser();
        String first = browser.until("/callback/alpha", World.GATEWAY + "/vault");
        String second = browser.until("/callback/beta", first);

        WebAnswer refused = browser.open(second.replace("/callback/beta", "/callback/alpha"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
    }

    @Test
    void theKeyOfAChoiceIsNoState() {
        TestBrowser browser = world.browser();
        WebAnswer chooser = browser.open(World.GATEWAY + "/forum");
        String key = chooser.link("alpha").replaceAll(".*/login/([^?]*).*", "$1");

        WebAnswer refused =
                browser.open(World.GATEWAY + "/.vestibule/callback/alpha?code=x&state=" + key);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(browser.get(chooser.link("alpha")).status()).isEqualTo(303);
    }

    @Test
    void anOptionThatTheStepDoesNotOfferIsRefusedAndTheChoiceStays() {
        TestBrowser browser = world.browser();
        WebAnswer chooser = browser.open(World.GATEWAY + "/forum");
        String link = chooser.link("alpha");

        WebAnswer refused = browser.open(link.replace("connection=alpha", "connection=gamma"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(browser.get(link).status()).isEqualTo(303);
    }

    @Test
    void aStateIsNoKeyForTheDirectorysRetry() {
        TestBrowser browser = world.browser();
        world.directory.stop();
        WebAnswer waiting = browser.open(World.WIKI);
        world.directory.startAgain();
        String callback = browser.until("/callback/alpha", World.GATEWAY + "/wiki/other");
        String state = callback.replaceAll(".*[?&]state=([^&]*).*", "$1");

        WebAnswer refused =
                browser.post(LOGIN + "/" + state, Map.of("csrf", waiting.fields().get("csrf")));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(browser.open(callback).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "\\\\evil.example",
                "/%2f%2fevil.example/%5c",
                "/.vestibule/logout",
                "/wiki\u0001",
                "javascript:alert(1)",
                ""
            })
    void aReturnThatIsNoLocalPathIsRefused(String to) {
        String encoded = java.net.URLEncoder.encode(to, java.nio.charset.StandardCharsets.UTF_8);

        WebAnswer refused = world.browser().get(LOGIN + "?app=wiki&return=" + encoded);

        assertThat(refused.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"app=wiki&app=forum", "app=wiki&return=/a&return=/b", ""})
    void aLoginThatIsAmbiguousOrWithoutAnAppIsRefused(String query) {
        assertThat(world.browser().get(LOGIN + "?" + query).status()).isEqualTo(400);
    }

    @Test
    void anAppThatDoesNotExistIsNotFound() {
        assertThat(world.browser().get(LOGIN + "?app=nothing").status()).isEqualTo(404);
    }

    @Test
    void aConnectionThatTheFirstStepDoesNotOfferIsRefused() {
        WebAnswer refused = world.browser().get(LOGIN + "?app=vault&connection=beta");

        assertThat(refused.status()).isEqualTo(400);
    }

    @Test
    void noSecretIsEverInALogOrOnAPage() {
        TestBrowser browser = world.browser();
        String request = browser.until("/authorize", World.WIKI + "/page");
        String callback = browser.until("/callback/", World.WIKI + "/page");
        String code = callback.replaceAll(".*[?&]code=([^&]*).*", "$1");
        String state = callback.replaceAll(".*[?&]state=([^&]*).*", "$1");
        WebAnswer refused = browser.open(callback.replace("/alpha", "/beta"));
        browser.open(callback);
        world.directory.stop();
        WebAnswer waiting = world.browser().open(World.WIKI);
        world.directory.startAgain();

        String written = String.join("\n", world.log.lines()) + refused.body() + waiting.body();

        assertThat(request).doesNotContain(world.provider.clientSecret());
        assertThat(written)
                .doesNotContain(world.provider.clientSecret())
                .doesNotContain("canary")
                .doesNotContain(code)
                .doesNotContain(state)
                .doesNotContain(browser.cookies("localhost").get(SESSION))
                .doesNotContain(browser.cookies("localhost").get("__Host-vestibule-browser"));
    }
}
