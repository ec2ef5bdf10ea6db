package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/** A first step with a password and other options: one page has the form and their buttons. */
final class FirstPageTest {
    private static final String SESSION = "__Host-vestibule-session";
    private static final String PASSWORD = "canary correct horse battery";
    private static final String FORM = "autocomplete=\"current-password\"";

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;

    @BeforeEach
    void start() {
        world =
                worlds.start(
                        folder,
                        Yaml.STANDARD.replaceFirst(
                                "authenticate: \\[alpha]\n",
                                "authenticate: [beta, alpha, password, passkey]\n"));
        world.directory.add("grace", "grace@example.org", PASSWORD);
    }

    private static WebAnswer sent(TestBrowser browser, WebAnswer page, Map<String, String> fields) {
        return browser.follow(browser.post(page.action(), page.filled(fields)));
    }

    private static WebAnswer typed(TestBrowser browser, WebAnswer page, String username) {
        return sent(browser, page, Map.of("username", username, "password", PASSWORD));
    }

    private static WebAnswer pressed(TestBrowser browser, WebAnswer page, String option) {
        return sent(browser, page, Map.of("connection", option));
    }

    private static int button(WebAnswer page, String option) {
        return page.body().indexOf("name=\"connection\" value=\"" + option + "\"");
    }

    @Test
    void thePasswordIsTypedWhereTheOtherOptionsAre() {
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);

        WebAnswer app = typed(browser, page, "grace");

        assertThat(page.body())
                .contains(FORM, "Sign in to continue to")
                .doesNotContain("<a class=\"option\"", "name=\"another\"", "<script");
        assertThat(button(page, "alpha")).isPositive().isLessThan(button(page, "passkey"));
        assertThat(button(page, "beta")).isPositive().isLessThan(button(page, "alpha"));
        assertThat(button(page, "password")).isNegative();
        assertThat(app.received("x-forwarded-user")).isEqualTo("grace");
    }

    @Test
    void aButtonLeadsToItsIdentityProviderAndIsTheFirstTheNextTime() {
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);

        WebAnswer app = pressed(browser, page, "alpha");
        browser.cookies("localhost").remove(SESSION);
        WebAnswer again = browser.open(World.WIKI);

        assertThat(app.received("x-forwarded-user")).isNotEmpty();
        assertThat(again.body()).containsOnlyOnce("Used last time");
        assertThat(button(again, "alpha")).isPositive().isLessThan(button(again, "beta"));
        assertThat(button(again, "beta")).isLessThan(again.body().indexOf(FORM));
    }

    @Test
    void thePasswordIsFirstAgainAfterItWasUsed() {
        TestBrowser browser = world.browser();
        pressed(browser, browser.open(World.WIKI), "alpha");
        browser.cookies("localhost").remove(SESSION);
        typed(browser, browser.open(World.WIKI), "grace");
        browser.cookies("localhost").remove(SESSION);

        WebAnswer again = browser.open(World.WIKI);

        assertThat(again.body().indexOf(FORM)).isLessThan(button(again, "alpha"));
        assertThat(again.body()).doesNotContain("Used last time");
    }

    @Test
    void aPasskeyIsAskedForOnItsOwnPageFromWhichOneComesBack() {
        TestBrowser browser = world.browser();

        WebAnswer passkey = pressed(browser, browser.open(World.WIKI), "passkey");
        WebAnswer back = sent(browser, passkey, Map.of("another", "yes", "credential", ""));

        assertThat(passkey.body()).contains("data-options").doesNotContain(FORM);
        assertThat(back.body()).contains(FORM);
    }

    @Test
    void aWrongPasswordKeepsTheButtonsAndTellsNothingOfTheAccount() {
        WebAnswer wrong = wrong("grace");
        WebAnswer unknown = wrong("frank");

        assertThat(wrong.status()).isEqualTo(403);
        assertThat(button(wrong, "alpha")).isGreaterThan(wrong.body().indexOf(FORM));
        assertThat(unknown.status()).isEqualTo(wrong.status());
        assertThat(without(unknown, "frank")).isEqualTo(without(wrong, "grace"));
    }

    private WebAnswer wrong(String username) {
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);
        return sent(browser, page, Map.of("username", username, "password", "wrong"));
    }

    private static String without(WebAnswer page, String username) {
        return page.body()
                .replace(username, "USER")
                .replaceAll("(action|value)=\"[^\"]{30,}\"", "$1");
    }

    @Test
    void aButtonThatTheStepDoesNotHaveChangesNothing() {
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);

        for (String other : new String[] {"gamma", "", "totp"}) {
            assertThat(pressed(browser, page, other).status()).isEqualTo(400);
        }

        assertThat(typed(browser, page, "grace").received("x-forwarded-user")).isEqualTo("grace");
    }
}
