package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.testing.AuthenticatorApp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

/** Passwords of the directory and second factors, as a user meets them. */
final class FactorJourneyTest {
    private static final String SESSION = "__Host-vestibule-session";
    private static final String PASSWORD = "canary correct horse battery";

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();

    private World world(String... steps) {
        World world =
                worlds.start(
                        folder,
                        Yaml.STANDARD.replaceFirst(
                                "staff:\n    steps:\n      - id: first\n        authenticate:"
                                        + " \\[alpha]\n",
                                "staff:\n    steps:\n      - "
                                        + String.join("\n      - ", steps)
                                        + "\n"));
        world.directory.add("grace", "grace@example.org", PASSWORD);
        return world;
    }

    private static WebAnswer typed(TestBrowser browser, String username, String password) {
        WebAnswer page = browser.open(World.WIKI + "/page");
        return browser.post(
                page.action(), page.filled(Map.of("username", username, "password", password)));
    }

    private static WebAnswer coded(World world, TestBrowser browser, WebAnswer page, String code) {
        return browser.follow(browser.post(page.action(), page.filled(Map.of("code", code))));
    }

    @Test
    void aPasswordOfTheDirectorySignsIn() {
        World world = world("{ id: first, authenticate: [password] }");
        TestBrowser browser = world.browser();

        WebAnswer app = browser.follow(typed(browser, "grace", PASSWORD));

        assertThat(app.body()).startsWith("> GET /wiki/page\n");
        assertThat(app.received("x-forwarded-user")).isEqualTo("grace");
    }

    @Test
    void theAddressOfTheAccountIsAUsernameToo() {
        World world = world("{ id: first, authenticate: [password] }");
        TestBrowser browser = world.browser();

        WebAnswer app = browser.follow(typed(browser, "grace@example.org", PASSWORD));

        assertThat(app.received("x-forwarded-user")).isEqualTo("grace");
    }

    @Test
    void anUnknownUserAndAWrongPasswordGetTheSamePage() {
        World world = world("{ id: first, authenticate: [password] }");

        WebAnswer wrong = typed(world.browser(), "grace", "wrong");
        WebAnswer unknown = typed(world.browser(), "frank", "wrong");

        assertThat(wrong.status()).isEqualTo(403);
        assertThat(wrong.body()).contains("Username or password is wrong");
        assertThat(unknown.status()).isEqualTo(wrong.status());
        assertThat(without(unknown, "frank")).isEqualTo(without(wrong, "grace"));
    }

    private static String without(WebAnswer page, String username) {
        return page.body()
                .replace(username, "USER")
                .replaceAll("(action|value)=\"[^\"]{30,}\"", "$1");
    }

    @Test
    void afterSomeWrongPasswordsTheNextOneHasToWaitAndThenTheAccountIsLockedForAWhile() {
        World world = world("{ id: first, authenticate: [password] }");

        IntStream.range(0, 3).forEach(_ -> typed(world.browser(), "grace", "wrong"));
        WebAnswer tooFast = typed(world.browser(), "grace", PASSWORD);
        world.clock.advance(Duration.ofSeconds(2));
        typed(world.browser(), "grace", "wrong");
        world.clock.advance(Duration.ofSeconds(3));
        typed(world.browser(), "grace", "wrong");
        world.clock.advance(Duration.ofMinutes(10));
        WebAnswer locked = typed(world.browser(), "grace", PASSWORD);
        WebAnswer lockedUnknown = locked(world, "frank");
        world.clock.advance(Duration.ofMinutes(6));
        TestBrowser browser = world.browser();
        WebAnswer app = browser.follow(typed(browser, "grace", PASSWORD));

        assertThat(tooFast.status()).isEqualTo(429);
        assertThat(tooFast.body()).contains("Try again in 1 s.");
        assertThat(tooFast.retryAfter()).isEqualTo("1");
        assertThat(locked.status()).isEqualTo(429);
        assertThat(locked.body()).contains("Try again in 5 min.");
        assertThat(locked.retryAfter()).isEqualTo("300");
        assertThat(lockedUnknown.status()).isEqualTo(429);
        assertThat(app.received("x-forwarded-user")).isEqualTo("grace");
    }

    private static WebAnswer locked(World world, String username) {
        IntStream.range(0, 3).forEach(_ -> typed(world.browser(), username, "wrong"));
        return typed(world.browser(), username, "wrong");
    }

    @Test
    void anAuthenticatorAppIsSetUpOnceAndAskedForAtTheNextSignIn() {
        World world =
                world(
                        "{ id: first, authenticate: [password] }",
                        "{ id: second, authenticate: [totp] }");
        TestBrowser browser = world.browser();
        WebAnswer enrolment = typed(browser, "grace", PASSWORD);
        AuthenticatorApp app = AuthenticatorApp.setUp(enrolment.body());

        WebAnswer wrong = coded(world, browser, enrolment, "000000");
        WebAnswer first = coded(world, browser, wrong, app.code(world.clock.instant()));
        TestBrowser later = world.browser();
        WebAnswer asked = typed(later, "grace", PASSWORD);
        WebAnswer usedBefore = coded(world, later, asked, app.code(world.clock.instant()));
        world.clock.advance(Duration.ofSeconds(60));
        WebAnswer second = coded(world, later, usedBefore, app.code(world.clock.instant()));

        assertThat(wrong.status()).isEqualTo(403);
        assertThat(first.received("x-forwarded-user")).isEqualTo("grace");
        assertThat(asked.body())
                .contains("autocomplete=\"one-time-code\"")
                .doesNotContain("<svg class=\"qr\"");
        assertThat(usedBefore.status()).isEqualTo(403);
        assertThat(second.received("x-forwarded-user")).isEqualTo("grace");
    }

    @Test
    void theSecretIsEncryptedInTheDirectoryAndInNoLog() {
        World world =
                world(
                        "{ id: first, authenticate: [password] }",
                        "{ id: second, authenticate: [totp] }");
        TestBrowser browser = world.browser();
        WebAnswer enrolment = typed(browser, "grace", PASSWORD);
        AuthenticatorApp app = AuthenticatorApp.setUp(enrolment.body());
        String code = app.code(world.clock.instant());

        coded(world, browser, enrolment, code);

        String stored = world.directory.person("grace").getAttributeValue("vestibuleTotpSecret");
        assertThat(stored).matches("1\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{60,}");
        assertThat(world.log.lines())
                .noneMatch(line -> line.contains(PASSWORD) || line.contains(stored));
    }

    @Test
    void aUserOfAnIdentityProviderWithAnAccountHasASecondFactorAndOneWithoutSkipsIt() {
        World world =
                world(
                        "{ id: first, authenticate: [alpha, beta] }",
                        "{ id: second, authenticate: [totp], when: 'steps.first.option !="
                                + " \"beta\"' }");
        world.other.signIn(Map.of("sub", "7", "preferred_username", "bob"));
        TestBrowser ada = world.browser();
        TestBrowser bob = world.browser();

        WebAnswer enrolment = ada.open(ada.open(World.WIKI).link("alpha"));
        WebAnswer app = bob.open(bob.open(World.WIKI).link("beta"));

        assertThat(enrolment.body()).contains("<svg class=\"qr\"");
        assertThat(app.received("x-forwarded-user")).isEqualTo("beta:7");
    }

    @Test
    void anIdentityWithoutAnAccountIsRefusedAtTheFactorAndNeverLetThrough() {
        World world =
                world(
                        "{ id: first, authenticate: [alpha] }",
                        "{ id: second, authenticate: [totp] }");
        world.provider.signIn(Map.of("sub", "9", "preferred_username", "eve", "contractor", true));
        TestBrowser browser = world.browser();

        WebAnswer refused = browser.open(World.WIKI);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("You have no account for this");
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
    }

    @Test
    void aLaterPasswordIsCheckedForTheAccountOfTheLoginWhateverNameIsPosted() {
        World world =
                world(
                        "{ id: first, authenticate: [alpha] }",
                        "{ id: second, authenticate: [password] }");
        world.provider.signIn(Map.of("sub", "1", "preferred_username", "ada"));
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);

        WebAnswer refused =
                browser.post(
                        page.action(),
                        page.filled(Map.of("username", "grace", "password", PASSWORD)));

        assertThat(page.value("username")).isEqualTo("ada");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
    }

    @Test
    void aDeviceThatTheUserCallsTheirOwnIsNotAskedAgainUntilTheTimeIsOver() {
        World world =
                world(
                        "{ id: first, authenticate: [password] }",
                        "{ id: second, authenticate: [totp], remember-device: 30d }");
        TestBrowser browser = world.browser();
        remembered(world, browser, typed(browser, "grace", PASSWORD));
        world.clock.advance(Duration.ofDays(29));

        WebAnswer known = browser.follow(typed(browser, "grace", PASSWORD));
        WebAnswer another = typed(world.browser(), "grace", PASSWORD);
        world.clock.advance(Duration.ofDays(2));
        WebAnswer tooLate = typed(browser, "grace", PASSWORD);

        assertThat(known.received("x-forwarded-user")).isEqualTo("grace");
        assertThat(another.body()).contains("one-time-code");
        assertThat(tooLate.body()).contains("one-time-code");
    }

    @Test
    void aRememberedDeviceIsOneAccountsOnly() {
        World world =
                world(
                        "{ id: first, authenticate: [password] }",
                        "{ id: second, authenticate: [totp], remember-device: 30d }");
        world.directory.add("heidi", "heidi@example.org", PASSWORD);
        TestBrowser browser = world.browser();
        remembered(world, browser, typed(browser, "grace", PASSWORD));
        world.clock.advance(Duration.ofDays(1));

        WebAnswer other = typed(browser, "heidi", PASSWORD);

        assertThat(other.body()).contains("<svg class=\"qr\"");
    }

    @Test
    void conditionsSeeADeviceAsKnownToItsOwnAccountOnly() {
        World world =
                world(
                        "{ id: first, authenticate: [password] }",
                        "{ id: second, authenticate: [totp], remember-device: 30d }",
                        "{ notice: This device is new., when: '!device.known' }");
        world.directory.add("heidi", "heidi@example.org", PASSWORD);
        TestBrowser browser = world.browser();
        WebAnswer first = remembered(world, browser, typed(browser, "grace", PASSWORD));
        browser.follow(browser.post(first.action(), first.fields()));
        world.clock.advance(Duration.ofDays(1));

        WebAnswer known = browser.follow(typed(browser, "grace", PASSWORD));
        world.clock.advance(Duration.ofDays(1));
        WebAnswer other = remembered(world, browser, typed(browser, "heidi", PASSWORD));

        assertThat(first.body()).contains("This device is new.");
        assertThat(known.received("x-forwarded-user")).isEqualTo("grace");
        assertThat(other.body()).contains("This device is new.");
    }

    /** Sets the app up, and calls the device the user's own. */
    private static WebAnswer remembered(World world, TestBrowser browser, WebAnswer enrolment) {
        String code = AuthenticatorApp.setUp(enrolment.body()).code(world.clock.instant());
        Map<String, String> typed = Map.of("code", code, "remember-device", "yes");
        return browser.answer(enrolment, typed);
    }

    @Test
    void fiftyGuessesAtTheSameTimeGainNothing() {
        World world =
                world(
                        "{ id: first, authenticate: [password] }",
                        "{ id: second, authenticate: [totp] }");
        TestBrowser browser = world.browser();
        WebAnswer enrolment = typed(browser, "grace", PASSWORD);
        AuthenticatorApp app = AuthenticatorApp.setUp(enrolment.body());
        coded(world, browser, enrolment, app.code(world.clock.instant()));
        world.clock.advance(Duration.ofSeconds(90));

        long checked =
                IntStream.range(0, 50)
                        .mapToObj(_ -> world.browser())
                        .map(each -> Map.entry(each, typed(each, "grace", PASSWORD)))
                        .toList()
                        .parallelStream()
                        .map(each ->
                                each.getKey()
                                        .post(
                                                each.getValue().action(),
                                                each.getValue().filled(Map.of("code", "000000"))))
                        .filter(answer -> answer.status() == 403)
                        .count();

        assertThat(checked).isLessThanOrEqualTo(3);
    }
}
