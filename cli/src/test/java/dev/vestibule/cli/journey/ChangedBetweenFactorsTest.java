package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.factor.passkey.SoftPasskey;
import dev.vestibule.testing.AuthenticatorApp;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * An administrator changes the account while its user is between the first and the second factor.
 */
final class ChangedBetweenFactorsTest {
    private static final String SESSION = "__Host-vestibule-session";
    private static final String FORUM = World.GATEWAY + "/forum";
    private static final String VAULT = World.GATEWAY + "/vault";
    private static final String PASSWORD = "canary correct horse battery";

    /**
     * After the password the wiki asks for a code, the forum for a mail, the vault for a passkey.
     */
    private static final String YAML =
            Yaml.withSeconds("totp", "email_otp", "passkey")
                    + "mail: { server: \"@MAIL@\", from: login@example.org }\n";

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private final SoftPasskey device = new SoftPasskey(World.GATEWAY);
    private World world;
    private TestBrowser browser;
    private AuthenticatorApp app;

    /** The second factors: the app's page, and the right answer to it. */
    private enum Second {
        CODE(World.WIKI, "vestibuleTotpSecret"),
        MAIL(FORUM, "mail"),
        PASSKEY(VAULT, "vestibulePasskey");

        private final String address;
        private final String attribute;

        Second(String address, String attribute) {
            this.address = address;
            this.attribute = attribute;
        }

        private Map<String, String> answer(ChangedBetweenFactorsTest test, WebAnswer page) {
            return switch (this) {
                case CODE -> Map.of("code", test.app.code(test.world.clock.instant()));
                case MAIL -> Map.of("code", test.world.mailbox.last().code());
                case PASSKEY ->
                        Map.of("credential", test.device.use(page.attribute("data-options")));
            };
        }
    }

    @BeforeEach
    void start() {
        world = worlds.start(folder, YAML);
        world.directory.add("grace", "grace@example.org", PASSWORD);
        TestBrowser own = world.browser();
        WebAnswer enrolment = password(own, World.WIKI);
        app = AuthenticatorApp.setUp(enrolment.body());
        own.answer(enrolment, Map.of("code", app.code(world.clock.instant())));
        TestBrowser other = world.browser();
        WebAnswer offered = password(other, VAULT);
        other.answer(
                offered,
                Map.of(
                        "credential",
                        device.create(offered.attribute("data-options")),
                        "name",
                        "Laptop"));
        world.clock.advance(Duration.ofSeconds(90));
        browser = world.browser();
    }

    @ParameterizedTest
    @EnumSource
    void theFactorIsAcceptedWhereNothingChanges(Second second) {
        WebAnswer asked = password(browser, second.address);

        WebAnswer end = browser.answer(asked, second.answer(this, asked));

        assertThat(end.received("x-forwarded-user")).isEqualTo("grace");
    }

    @ParameterizedTest
    @EnumSource
    void anAccountThatIsDisabledIsRefused(Second second) {
        WebAnswer asked = password(browser, second.address);
        world.directory.set("grace", "vestibuleDisabled", "TRUE");

        WebAnswer end = browser.answer(asked, second.answer(this, asked));

        refused(end, "Your account is disabled", "kind=account_disabled");
    }

    @ParameterizedTest
    @EnumSource
    void anAccountThatIsRemovedIsRefused(Second second) {
        WebAnswer asked = password(browser, second.address);
        Map<String, String> answer = second.answer(this, asked);
        world.directory.delete("grace");

        WebAnswer end = browser.answer(asked, answer);

        refused(end, "Your account no longer exists", "kind=account_removed");
    }

    @ParameterizedTest
    @EnumSource
    void anAccountWhoseFactorIsResetIsRefused(Second second) {
        WebAnswer asked = password(browser, second.address);
        Map<String, String> answer = second.answer(this, asked);
        world.directory.remove("grace", second.attribute);
        world.directory.remove("grace", "vestibuleSyncState");

        WebAnswer end = browser.answer(asked, answer);

        refused(end, "Your second factor was removed", "kind=factor_removed");
    }

    @Test
    void anAccountThatIsDisabledGetsNoFactorSetUp() {
        world.directory.remove("grace", "vestibuleTotpSecret");
        world.directory.remove("grace", "vestibuleSyncState");
        WebAnswer enrolment = password(browser, World.WIKI);
        AuthenticatorApp other = AuthenticatorApp.setUp(enrolment.body());
        world.directory.set("grace", "vestibuleDisabled", "TRUE");

        WebAnswer end =
                browser.answer(enrolment, Map.of("code", other.code(world.clock.instant())));

        refused(end, "Your account is disabled", "kind=account_disabled");
        assertThat(world.directory.person("grace").hasAttribute("vestibuleTotpSecret")).isFalse();
    }

    private static WebAnswer password(TestBrowser by, String address) {
        return by.answer(by.open(address), Map.of("username", "grace", "password", PASSWORD));
    }

    private void refused(WebAnswer end, String title, String logged) {
        assertThat(end.status()).isEqualTo(403);
        assertThat(end.body()).contains(title).doesNotContain("uid=", "ou=people");
        assertThat(end.next()).contains("/.vestibule/login?app=");
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(world.log.lines())
                .anyMatch(line -> line.contains(logged) && line.contains("grace"));
    }
}
