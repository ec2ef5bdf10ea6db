package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A user sees the applications, in the look of the organisation, and nothing leads nowhere. */
final class PortalTest {
    private static final String PORTAL = World.GATEWAY + "/.vestibule/";
    private static final String ENGINEERS = "[{ allow: '\"engineering\" in account.groups' }]";
    private static final String APPS =
            Yaml.STANDARD
                    .replace(
                            "match: { path: /wiki }", "title: The Wiki\n    match: { path: /wiki }")
                    .replace(
                            "match: { path: /forum }",
                            "title: Forum & more\n    match: { path: /forum }")
                    .replace(
                            "match: { host: shop.localhost, path: / }",
                            "title: Shop\n    match: { host: shop.localhost, path: / }");

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;

    @BeforeEach
    void start() {
        String yaml =
                APPS
                        + """
                          lab:
                            title: Lab
                            match: { path: /lab }
                            upstream: "@UPSTREAM@"
                            flow: staff
                            access: %s
                          office:
                            title: Office
                            match: { path: /office }
                            upstream: "@UPSTREAM@"
                            flow: staff
                            access: [{ allow: 'request.params["room"] == "1"' }]
                          gone:
                            title: Gone
                            match: { path: /gone }
                            upstream: "@UPSTREAM@"
                            flow: staff
                            access: [{ allow: 'request.path.startsWith("/gone/deep")' }]
                        """
                                .formatted(ENGINEERS);
        world = worlds.start(folder, yaml);
        world.provider.signIn(Map.of("sub", "1", "preferred_username", "ada", "name", "Ada L."));
    }

    @Test
    void aStrangerIsAskedToSignInAndComesBack() {
        TestBrowser browser = world.browser();
        WebAnswer stranger = browser.open(World.GATEWAY + "/");

        WebAnswer portal = browser.open(stranger.link("Sign in"));

        assertThat(stranger.body()).contains("Please sign in to see your applications");
        assertThat(stranger.body()).doesNotContain("The Wiki");
        assertThat(portal.url().toString()).isEqualTo(PORTAL);
        assertThat(portal.body()).contains("Your applications", "ada");
    }

    @Test
    void thePortalHasTheApplicationsThatMayAdmitTheUser() {
        TestBrowser browser = world.browser();
        browser.open(World.WIKI);

        for (String address :
                List.of(
                        PORTAL,
                        World.GATEWAY + "/.vestibule",
                        World.GATEWAY + "/",
                        "http://shop.localhost:18080/.vestibule/")) {
            WebAnswer portal = browser.open(address);

            assertThat(portal.status()).isEqualTo(200);
            assertThat(portal.link("The Wiki")).isEqualTo(World.WIKI);
            assertThat(portal.link("Shop")).isEqualTo("http://shop.localhost:18080/");
            assertThat(portal.body())
                    .contains("Forum &amp; more", "vault", "Office", "Sign out")
                    .contains("href=\"/.vestibule/account\"")
                    .doesNotContain(">Lab<", ">Gone<");
        }
    }

    @Test
    void whoIsRefusedLearnsWhoIsSignedInAndWhichApplicationItIs() {
        TestBrowser browser = world.browser();
        browser.open(World.WIKI);

        WebAnswer refused = browser.open(World.GATEWAY + "/lab");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("You are signed in as ada, and wanted to open Lab.");
        assertThat(refused.link("Your applications")).isEqualTo(PORTAL);
    }

    @Test
    void anAddressOfNoApplicationLeadsToThePortalAndNotToItself() {
        TestBrowser browser = world.browser();
        browser.open(World.WIKI);

        WebAnswer nothing = browser.open(World.GATEWAY + "/nothing");

        assertThat(nothing.status()).isEqualTo(404);
        assertThat(nothing.body())
                .contains("You are signed in as ada.")
                .doesNotContain("Go to the start page");
        assertThat(nothing.link("Your applications")).isEqualTo(PORTAL);
    }

    @Test
    void theFaviconNeedsNoLogin() {
        WebAnswer icon = world.browser().get(World.GATEWAY + "/favicon.ico");

        assertThat(icon.status()).isEqualTo(200);
        assertThat(world.browser().get(World.GATEWAY + "/.vestibule/favicon.svg").body())
                .startsWith("<svg");
    }

    @Test
    void theChooserNamesTheApplicationAndHasTheLastChoiceFirst() {
        TestBrowser browser = world.browser();
        WebAnswer first = browser.open(World.GATEWAY + "/forum");
        browser.open(first.link("beta"));
        browser.post(World.GATEWAY + "/.vestibule/logout", logout(browser));

        WebAnswer again = browser.open(World.GATEWAY + "/forum");

        assertThat(first.body()).contains("sign in to Forum &amp; more?");
        assertThat(first.body().indexOf(">alpha<")).isLessThan(first.body().indexOf(">beta<"));
        assertThat(again.body().indexOf(">beta<")).isLessThan(again.body().indexOf(">alpha<"));
        assertThat(again.body()).containsOnlyOnce("Used last time");
    }

    private static Map<String, String> logout(TestBrowser browser) {
        WebAnswer page = browser.open(World.GATEWAY + "/.vestibule/logout");
        assertThat(page.link("Cancel")).isEqualTo(World.GATEWAY + "/");
        return page.fields();
    }

    @Test
    void anErrorPageLeadsOnInAnotherLanguageAndRepeatsNothingOfTheRequest() {
        TestBrowser browser = world.browser();

        WebAnswer english = browser.get(World.GATEWAY + "/.vestibule/none?canary=1");
        WebAnswer german = browser.open(english.link("Deutsch"));

        assertThat(english.status()).isEqualTo(404);
        assertThat(english.body()).contains("lang=\"en\"").doesNotContain("canary");
        assertThat(german.body()).contains("<html lang=\"de\">");
        assertThat(browser.get(World.GATEWAY + "/.vestibule/none").body())
                .contains("<html lang=\"de\">");
    }

    @Test
    void theErrorPageOfAFormLeadsOnInAnotherLanguageAndRepeatsNothing() {
        TestBrowser browser = world.browser();
        WebAnswer refused =
                browser.post(World.GATEWAY + "/.vestibule/account/sessions/end-others", Map.of());
        WebAnswer callback =
                browser.get(World.GATEWAY + "/.vestibule/callback/alpha?code=canary&state=canary");

        WebAnswer switched = browser.get(refused.link("Deutsch"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(switched.location()).isEqualTo(refused.next());
        assertThat(callback.status()).isEqualTo(400);
        assertThat(callback.body()).contains("Deutsch").doesNotContain("canary");
    }

    @Test
    void aLanguageIsKeptAndLeadsToThisHostOnly() {
        TestBrowser browser = world.browser();
        String language = World.GATEWAY + "/.vestibule/language?to=";

        WebAnswer chosen = browser.get(language + "de&back=%2F.vestibule%2F");

        assertThat(chosen.location()).isEqualTo(PORTAL);
        assertThat(browser.open(PORTAL).body()).contains("<html lang=\"de\">", "Ihre Anwendungen");
        for (String elsewhere :
                List.of("%2F%2Fevil.example", "https%3A%2F%2Fevil.example", "%2F%5Cevil.example")) {
            assertThat(browser.get(language + "en&back=" + elsewhere).location()).isEqualTo(PORTAL);
        }
        assertThat(browser.get(language + "xx").status()).isEqualTo(400);
    }

    @Test
    void filesOfPagesAreKeptByTheirContent() {
        TestBrowser browser = world.browser();
        String files = World.GATEWAY + "/.vestibule/assets/";
        String style = browser.open(PORTAL).body().replaceAll("(?s).*/(style-[0-9a-f]+)\".*", "$1");

        assertThat(browser.get(files + style).status()).isEqualTo(200);
        assertThat(browser.get(files + "style-000000000000").status()).isEqualTo(200);
        assertThat(browser.get(files + "secret-000000000000").status()).isEqualTo(404);
        assertThat(browser.get(files + "..%2Fstyle").status()).isIn(400, 404);
    }

    @Test
    void aThemeGoesLiveWithItsFiles() throws Exception {
        Files.writeString(world.folder.resolve("own.css"), "main{border:0}");
        Files.createDirectories(world.folder.resolve("texts"));
        Path texts = world.folder.resolve("texts/messages_en.properties");
        Files.writeString(texts, "portal.title=All you need");
        world.write(
                "theme.yaml",
                """
                theme:
                  name: Example <b>Ltd</b>
                  accent: "#0b6e4f"
                  links: { Help: "https://help.example.org" }
                  css: own.css
                  texts: texts
                """);
        TestBrowser browser = world.browser();
        world.eventually(() -> browser.open(PORTAL).body().contains("All you need"));
        WebAnswer page = browser.open(PORTAL);

        assertThat(page.body())
                .contains("Example &lt;b&gt;Ltd&lt;/b&gt;", "href=\"https://help.example.org\"");
        String style = page.body().replaceAll("(?s).*stylesheet\" href=\"([^\"]*)\".*", "$1");
        assertThat(browser.get(World.GATEWAY + style).body())
                .contains("--accent:#0b6e4f", "main{border:0}");

        Files.writeString(texts, "portal.title=<i>Everything</i> there is");
        world.eventually(() -> browser.open(PORTAL).body().contains("Everything"));
        assertThat(browser.open(PORTAL).body()).contains("&lt;i&gt;Everything&lt;/i&gt; there is");
    }
}
