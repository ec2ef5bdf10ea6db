package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/** The domain of a mail address leads to an identity provider, and says nothing of accounts. */
final class HomeRealmTest {
    private static final String PASSWORD = "canary correct horse battery";
    private static final String YAML =
            Yaml.STANDARD.replaceFirst(
                    "authenticate: \\[alpha]\n",
                    "authenticate: [alpha, password]\n"
                            + "        choose: { corp.example: alpha, \"*.münchen.example\": alpha }\n");

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
    void theDomainLeadsToTheProviderWithTheAddressAsAHint() {
        WebAnswer page = browser.open(World.WIKI);
        assertThat(page.body())
                .contains("autocomplete=\"username\"")
                .doesNotContain("current-password");

        WebAnswer away = entered(page, " ada@CORP.example ");

        assertThat(away.location())
                .startsWith(world.provider.issuer())
                .contains("login_hint=ada%40CORP.example");
        assertThat(browser.follow(away).received("x-forwarded-user")).isEqualTo("ada");
    }

    @Test
    void aHintProvesNothing() {
        world.provider.signIn(Map.of("sub", "2", "preferred_username", "eve"));

        WebAnswer app = browser.follow(entered(browser.open(World.WIKI), "ada@corp.example"));

        assertThat(app.received("x-forwarded-user")).isEqualTo("eve");
    }

    @Test
    void otherScriptsAndDomainsBelowAreTheSame() {
        for (String address :
                new String[] {
                    "a@mail.münchen.example", "a@MAIL.MÜNCHEN.example", "a@x.xn--mnchen-3ya.example"
                }) {
            assertThat(entered(world.browser(), address).location())
                    .startsWith(world.provider.issuer());
        }
        for (String address :
                new String[] {
                    "a@münchen.example",
                    "a@corp.example.evil.example",
                    "a@evilcorp.example",
                    "corp.example",
                    "a@corp.example@example.org",
                    "a@..",
                    "<script>alert(1)</script>"
                }) {
            assertThat(entered(world.browser(), address).body())
                    .contains("current-password")
                    .doesNotContain("<script>alert");
        }
    }

    @Test
    void thePasswordPageIsTheSameForKnownAndUnknownAddresses() {
        world.directory.add("grace", "grace@example.org", PASSWORD);
        WebAnswer known = entered(browser, "grace@example.org");
        WebAnswer unknown = entered(world.browser(), "nobod@example.org");

        assertThat(known.status()).isEqualTo(unknown.status());
        assertThat(plain(known).replace("grace", "nobod")).isEqualTo(plain(unknown));
        WebAnswer app =
                browser.follow(
                        browser.post(
                                known.action(),
                                known.filled(
                                        Map.of(
                                                "username",
                                                "grace@example.org",
                                                "password",
                                                PASSWORD))));
        assertThat(app.received("x-forwarded-user")).isEqualTo("grace");
    }

    @Test
    void whatIsNoAddressIsAskedForAgain() {
        WebAnswer again = entered(browser, "   ");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).contains("autocomplete=\"username\"");
        assertThat(entered(again, "a".repeat(255)).status()).isEqualTo(422);
    }

    @Test
    void aLinkThatNamesTheConnectionLeadsPastThePage() {
        String link = World.GATEWAY + "/.vestibule/login?app=wiki&connection=alpha";

        assertThat(browser.until(world.provider.issuer(), link)).doesNotContain("login_hint");
    }

    private static String plain(WebAnswer answer) {
        return answer.body()
                .replaceAll("/login/[^\"?]+", "/login/KEY")
                .replaceAll("name=\"csrf\" value=\"[^\"]+\"", "csrf");
    }

    private WebAnswer entered(TestBrowser by, String address) {
        WebAnswer page = by.open(World.WIKI);
        return by.post(page.action(), page.filled(Map.of("username", address)));
    }

    private WebAnswer entered(WebAnswer page, String address) {
        return browser.post(page.action(), page.filled(Map.of("username", address)));
    }
}
