package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.testing.AuthenticatorApp;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/** A step with several factors begins with the one that an attribute of the account names. */
final class PreferredFactorTest {
    private static final String PASSWORD = "canary correct horse battery";
    private static final String CHOOSER = "How would you like to sign in";

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
                                "authenticate: [password]\n"
                                        + "      - id: second\n"
                                        + "        authenticate: [totp, recovery_code]\n"
                                        + "        preferred-attribute: EmployeeType\n"));
        world.directory.add("grace", "grace@example.org", PASSWORD);
        TestBrowser browser = world.browser();
        WebAnswer shown = signIn(browser);
        String code = AuthenticatorApp.setUp(shown.body()).code(world.clock.instant());
        WebAnswer codes = browser.post(shown.action(), shown.filled(Map.of("code", code)));
        browser.follow(browser.post(codes.action(), codes.fields()));
    }

    private static WebAnswer signIn(TestBrowser browser) {
        WebAnswer page = browser.open(World.WIKI);
        return browser.post(
                page.action(), page.filled(Map.of("username", "grace", "password", PASSWORD)));
    }

    @Test
    void theAttributeComesBeforeTheLastChoiceAndLeavesTheOthersToTheUser() {
        TestBrowser browser = world.browser();
        browser.get(signIn(browser).link("Code from an authenticator app"));
        world.directory.set("grace", "employeeType", "recovery_code");

        WebAnswer begun = signIn(browser);
        WebAnswer all =
                browser.post(begun.action(), begun.filled(Map.of("another", "yes", "code", "")));

        assertThat(begun.body()).contains("recovery code").doesNotContain(CHOOSER);
        assertThat(all.body()).contains(CHOOSER).containsOnlyOnce("Used last time");
        assertThat(all.body().indexOf("connection=recovery_code"))
                .isPositive()
                .isLessThan(all.body().indexOf("connection=totp"));
    }

    @Test
    void whatIsNoOptionOfTheStepChangesNothing() {
        assertThat(signIn(world.browser()).body()).contains(CHOOSER);

        world.directory.set("grace", "employeeType", "passkey");

        assertThat(signIn(world.browser()).body()).contains(CHOOSER);
    }
}
