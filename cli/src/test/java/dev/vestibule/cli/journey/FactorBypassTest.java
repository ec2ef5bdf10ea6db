package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.testing.AuthenticatorApp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** An attacker who knows the password tries to get past the second factor. */
final class FactorBypassTest {
    private static final String SESSION = "__Host-vestibule-session";
    private static final String PASSWORD = "canary correct horse battery";
    private static final String SECRET = "vestibuleTotpSecret";
    private static final String MARK = "memory enrolled vestibuleTotpSecret";
    private static final String ACCOUNT = World.GATEWAY + "/.vestibule/account";

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();

    private World world(String second) {
        World world =
                worlds.start(
                        folder,
                        Yaml.STANDARD.replaceFirst(
                                "staff:\n    steps:\n      - id: first\n        authenticate:"
                                        + " \\[alpha]\n",
                                "staff:\n    steps:\n      - { id: first, authenticate:"
                                        + " [password] }\n      - "
                                        + second
                                        + "\n"));
        world.directory.add("grace", "grace@example.org", PASSWORD);
        return world;
    }

    private static WebAnswer typed(TestBrowser browser) {
        WebAnswer page = browser.open(World.WIKI + "/page");
        return browser.post(
                page.action(), page.filled(Map.of("username", "grace", "password", PASSWORD)));
    }

    private static WebAnswer coded(
            World world, TestBrowser browser, WebAnswer page, AuthenticatorApp app) {
        Map<String, String> answer = new HashMap<>(Map.of("remember-device", "yes"));
        answer.put("code", app.code(world.clock.instant()));
        return browser.follow(browser.post(page.action(), page.filled(answer)));
    }

    private static AuthenticatorApp enrolled(World world, TestBrowser browser) {
        WebAnswer choice = typed(browser);
        WebAnswer enrolment =
                choice.body().contains("connection=totp")
                        ? browser.open(choice.link("Code from an authenticator app"))
                        : choice;
        AuthenticatorApp app = AuthenticatorApp.setUp(enrolment.body());
        WebAnswer done = coded(world, browser, enrolment, app);
        WebAnswer in =
                done.body().contains("recovery codes")
                        ? browser.follow(browser.post(done.action(), done.fields()))
                        : done;
        assertThat(in.received("x-forwarded-user")).isEqualTo("grace");
        world.clock.advance(Duration.ofMinutes(2));
        return app;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ id: second, authenticate: [totp] }",
                "{ id: second, authenticate: [totp, passkey] }"
            })
    void anAccountWhoseFactorTheDirectoryHidesSetsUpNoOther(String second) {
        World world = world(second);
        enrolled(world, world.browser());
        world.directory.remove("grace", SECRET);
        TestBrowser browser = world.browser();

        WebAnswer refused = typed(browser);

        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.body())
                .contains("Your second factor cannot be read")
                .doesNotContain("<svg class=\"qr\"");
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(world.log.lines())
                .anyMatch(line -> line.contains("factor_unreadable") && line.contains(SECRET));
    }

    @Test
    void aSetUpThatBeganBeforeAnotherIsNotConfirmedWhereTheOtherIsHidden() {
        World world = world("{ id: second, authenticate: [totp] }");
        TestBrowser thief = world.browser();
        WebAnswer began = typed(thief);
        AuthenticatorApp own = AuthenticatorApp.setUp(began.body());
        enrolled(world, world.browser());
        world.directory.remove("grace", SECRET);

        WebAnswer refused = coded(world, thief, began, own);

        assertThat(refused.status()).isEqualTo(502);
        assertThat(thief.cookies("localhost")).doesNotContainKey(SESSION);
    }

    @Test
    void aSetUpThatBeganBeforeAnotherIsNotConfirmedAfterIt() {
        World world = world("{ id: second, authenticate: [totp] }");
        TestBrowser thief = world.browser();
        WebAnswer began = typed(thief);
        AuthenticatorApp own = AuthenticatorApp.setUp(began.body());
        enrolled(world, world.browser());

        WebAnswer refused = coded(world, thief, began, own);

        assertThat(refused.body())
                .contains("one-time-code")
                .doesNotContain("class=\"qr\"", "> GET /wiki");
        assertThat(thief.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(world.directory.person("grace").getAttributeValues(SECRET)).hasSize(1);
    }

    @Test
    void anAccountFromBeforeTheMarkSignsInAndGetsIt() {
        World world = world("{ id: second, authenticate: [totp] }");
        AuthenticatorApp app = enrolled(world, world.browser());
        world.directory.remove("grace", "vestibuleSyncState");
        TestBrowser browser = world.browser();

        WebAnswer in = coded(world, browser, typed(browser), app);

        assertThat(in.received("x-forwarded-user")).isEqualTo("grace");
        assertThat(world.directory.person("grace").getAttributeValues("vestibuleSyncState"))
                .contains(MARK);
    }

    @Test
    void thePasswordAloneConfirmsNothingWhereTheDirectoryHidesAFactor() {
        World world = world("{ id: second, authenticate: [totp, passkey] }");
        TestBrowser browser = world.browser();
        enrolled(world, browser);
        world.directory.remove("grace", SECRET);

        WebAnswer page = browser.open(ACCOUNT);
        WebAnswer refused =
                browser.follow(
                        browser.post(ACCOUNT + "/confirm", Map.of("csrf", page.value("csrf"))));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("Set up: ");
        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.body()).contains("Your second factor cannot be read");
    }

    @Test
    void aRememberedDeviceIsNothingWithoutAFactorOrAfterItIsForgotten() {
        World world = world("{ id: second, authenticate: [totp], remember-device: 30d }");
        TestBrowser browser = world.browser();
        AuthenticatorApp app = enrolled(world, browser);
        world.clock.advance(Duration.ofDays(1));
        WebAnswer known = browser.follow(typed(browser));
        world.clock.advance(Duration.ofDays(1));
        world.directory.remove("grace", "vestibuleSyncState");
        WebAnswer notesHidden = typed(browser);
        coded(world, browser, notesHidden, app);
        world.clock.advance(Duration.ofDays(1));
        world.directory.give(
                "grace",
                "vestibuleSyncState",
                "memory devices-since " + world.clock.instant().getEpochSecond());
        WebAnswer forgotten = typed(browser);
        world.directory.remove("grace", SECRET);
        world.directory.remove("grace", "vestibuleSyncState");
        WebAnswer removed = typed(browser);

        assertThat(known.received("x-forwarded-user")).isEqualTo("grace");
        assertThat(notesHidden.body()).contains("one-time-code").doesNotContain("class=\"qr\"");
        assertThat(forgotten.body()).contains("one-time-code").doesNotContain("class=\"qr\"");
        assertThat(removed.body()).contains("class=\"qr\"");
    }
}
