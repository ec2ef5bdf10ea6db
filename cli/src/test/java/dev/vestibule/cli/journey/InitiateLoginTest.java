package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sign-ins that an identity provider begins (OpenID Connect Core, section 4). */
final class InitiateLoginTest {
    private static final String START = World.GATEWAY + "/.vestibule/initiate-login";
    private static final String SHOP = "http://shop.localhost:" + TestBrowser.PUBLIC_PORT;

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;
    private TestBrowser browser;

    @BeforeEach
    void start() {
        world = worlds.start(folder);
        browser = world.browser();
    }

    @Test
    void aProviderBeginsASignInToAPageOfAnApp() {
        String issuer = world.other.issuer();
        String start = address(issuer, World.GATEWAY + "/forum/a?b=c", "ada@example.org");

        String away = browser.until("/authorize", start);
        WebAnswer page = browser.open(away);

        assertThat(away).startsWith(issuer).contains("login_hint=ada%40example.org", "state=");
        assertThat(page.body()).startsWith("> GET /forum/a?b=c\n");
        assertThat(browser.get(start).cookies()).isEmpty();
    }

    @Test
    void aPostedStartDoesTheSame() {
        Map<String, String> form = new HashMap<>();
        form.put("iss", world.provider.issuer());
        form.put("target_link_uri", SHOP + "/order");
        form.put("login_hint", "ada");

        WebAnswer started =
                browser.with("Origin", "https://provider.example")
                        .with("Sec-Fetch-Site", "cross-site")
                        .post(START, form);

        assertThat(started.status()).isEqualTo(303);
        assertThat(browser.follow(started).body()).startsWith("> GET /order\n");
        assertThat(browser.get(SHOP + "/order").received("x-forwarded-user")).isEqualTo("ada");
    }

    @Test
    void withoutAPageTheUserComesToThePortal() {
        WebAnswer page = browser.open(address(world.provider.issuer(), null, null));

        assertThat(page.url().getPath()).isEqualTo("/.vestibule/");
        assertThat(page.body()).contains("Your applications");
    }

    @Test
    void anIssuerThatTheAppDoesNotOfferGetsAPageThatSaysSo() {
        String own = world.provider.issuer();

        assertThat(
                        List.of(
                                address("https://evil.example", World.WIKI, null),
                                address(own + "/", World.WIKI, null),
                                address(own.replace("http", "HTTP"), World.WIKI, null),
                                address("", null, null),
                                address("https://evil.example", null, null),
                                address(world.other.issuer(), World.WIKI, null)))
                .allSatisfy(start -> {
                    WebAnswer refused = browser.get(start);
                    assertThat(refused.status()).isEqualTo(400);
                    assertThat(refused.body()).contains("This sign-in is not offered here");
                });
        assertThat(browser.get(START).status()).isEqualTo(400);
        assertThat(browser.get(address(own, World.WIKI, null) + "&iss=x").status()).isEqualTo(400);
    }

    @Test
    void noSpellingOfATargetLeadsElsewhere() {
        String port = ":" + TestBrowser.PUBLIC_PORT;
        List<String> targets =
                List.of(
                        "",
                        "/wiki",
                        "//evil.example/",
                        "https://evil.example/",
                        "http://localhost" + port + "@evil.example/",
                        "http://localhost" + port + ".evil.example/",
                        "http://localhost" + port + "\\@evil.example/wiki",
                        "http://localhost.evil.example" + port + "/wiki",
                        "http://evil@localhost" + port + "/wiki",
                        "http://localhost:1/wiki",
                        "https://localhost" + port + "/wiki",
                        "http:localhost" + port + "/wiki",
                        "http:///localhost" + port + "/wiki",
                        "javascript:alert(1)//" + World.WIKI,
                        " " + World.WIKI,
                        World.WIKI + "\n",
                        World.WIKI + "#x",
                        World.GATEWAY + "//evil.example/",
                        World.GATEWAY + "/\\evil.example/",
                        World.GATEWAY + "/wiki/..%2f..%2fevil",
                        World.GATEWAY + "/%2e%2e/.vestibule/logout",
                        World.GATEWAY + "/.vestibule/logout",
                        World.GATEWAY + "/.vestibule/back?return=/wiki",
                        World.GATEWAY + "/nothing");

        assertThat(targets)
                .allSatisfy(target -> {
                    WebAnswer refused = browser.get(address(world.provider.issuer(), target, null));
                    assertThat(refused.status()).isEqualTo(400);
                    assertThat(refused.location()).isEmpty();
                });
    }

    @Test
    void aUserWhoIsSignedInStaysWho() {
        browser.open(World.WIKI);
        world.provider.signIn(Map.of("sub", "2", "preferred_username", "eve"));

        WebAnswer page = browser.open(address(world.provider.issuer(), World.WIKI + "/x", "eve"));

        assertThat(page.received("x-forwarded-user")).isEqualTo("ada");
    }

    @Test
    void aHintIsOneShortLineOrNone() {
        String target = World.WIKI + "/x";
        String issuer = world.provider.issuer();

        assertThat(List.of("a\nb", "x".repeat(1001), ""))
                .allSatisfy(hint ->
                        assertThat(browser.until("/authorize", address(issuer, target, hint)))
                                .doesNotContain("login_hint"));
    }

    private static String address(String issuer, @Nullable String target, @Nullable String hint) {
        return START
                + "?iss="
                + encoded(issuer)
                + (target == null ? "" : "&target_link_uri=" + encoded(target))
                + (hint == null ? "" : "&login_hint=" + encoded(hint));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
