package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Signing out, here and at the identity provider (OpenID Connect RP-Initiated Logout). */
final class SignOutTest {
    private static final String LOGOUT = World.GATEWAY + "/.vestibule/logout";
    private static final String WHOAMI = World.GATEWAY + "/.vestibule/whoami";
    private static final String SHOP = "http://shop.localhost:" + TestBrowser.PUBLIC_PORT;
    private static final String CLOSED =
            """
              closed:
                title: Closed
                match: { path: /closed }
                upstream: "@UPSTREAM@"
                flow: staff
                access: [{ allow: '"vip" in account.groups' }]
                identity: { headers: [x-forwarded] }
            """;

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;
    private TestBrowser browser;

    @BeforeEach
    void start() {
        world = worlds.start(folder, Yaml.STANDARD + CLOSED);
        world.provider.endSessions();
        browser = world.browser();
    }

    @Test
    void theSessionEndsHereFirstAndThenAtTheProvider() {
        browser.open(World.WIKI);
        TestBrowser other = browserWith(browser);

        WebAnswer leaving = signOut(World.GATEWAY);

        assertThat(leaving.location()).startsWith(world.provider.url(Endpoint.END_SESSION) + "?");
        assertThat(query(leaving.location()))
                .containsEntry("client_id", world.provider.clientId())
                .containsEntry("post_logout_redirect_uri", LOGOUT)
                .containsKeys("state", "id_token_hint");
        assertThat(query(leaving.location()).get("id_token_hint").split("\\.")).hasSize(3);
        assertThat(other.get(WHOAMI).status()).isEqualTo(401);
        assertThat(browser.follow(leaving).body())
                .contains("You are signed out here and at alpha.")
                .doesNotContain("still signed in");
    }

    @Test
    void theHostOfAnAppLeadsToTheProviderTooAndBackToTheApp() {
        browser.open(SHOP + "/");

        WebAnswer page = browser.follow(signOut(SHOP));

        assertThat(world.provider.requests(Endpoint.END_SESSION)).isOne();
        assertThat(page.url().toString()).startsWith(LOGOUT + "?state=");
        assertThat(page.body()).contains("You are signed out here and at alpha.");
        assertThat(page.link("Go to the start page")).isEqualTo(SHOP + "/");
        assertThat(browser.get(WHOAMI).status()).isEqualTo(401);
        assertThat(browser.get(SHOP + "/.vestibule/whoami").status()).isEqualTo(401);
    }

    @Test
    void theWayFromTheHostOfAnAppIsGoodOnce() {
        browser.open(SHOP + "/");
        WebAnswer leaving = signOut(SHOP);
        browser.get(leaving.location());

        assertThat(browser.get(leaving.location()).location()).isEqualTo(LOGOUT);
        assertThat(browser.get(LOGOUT + "/leave?code=invented").location()).isEqualTo(LOGOUT);
    }

    @Test
    void whoComesBackWithoutOrWithAnotherStateSeesThePlainPage() {
        browser.open(World.WIKI);
        String back = browser.get(signOut(World.GATEWAY).location()).location();

        List<WebAnswer> pages =
                List.of(
                        browser.get(LOGOUT),
                        browser.get(LOGOUT + "?state=" + "A".repeat(43)),
                        world.browser().get(back),
                        browserOfAnotherLogin().get(back));
        world.clock.advance(Duration.ofMinutes(11));

        assertThat(pages).allSatisfy(page -> assertThat(page.body()).contains("signed out"));
        assertThat(pages).allSatisfy(page -> assertThat(page.body()).doesNotContain("alpha"));
        assertThat(browser.get(back).body()).doesNotContain("alpha");
    }

    @Test
    void aProviderWithoutAnAddressKeepsItsSessionAndThePageSaysSo() {
        world.provider.metadata(document -> document);
        world.clock.advance(Duration.ofDays(2));
        browser.open(World.WIKI);

        WebAnswer page = browser.follow(signOut(World.GATEWAY));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("You are still signed in at alpha", "sign out there too")
                .doesNotContain("signed out here and at");
        assertThat(browser.get(WHOAMI).status()).isEqualTo(401);
        assertThat(browser.get(LOGOUT).body()).doesNotContain("alpha");
    }

    @Test
    void aConnectionThatSignsOutHereLeavesTheProviderAlone() {
        World here =
                worlds.start(
                        folder.resolve("here"),
                        Yaml.STANDARD.replaceFirst(
                                "type: oidc",
                                "type: oidc\n    sign-out: here\n    title: Company"));
        here.provider.endSessions();
        TestBrowser at = here.browser();
        at.open(World.WIKI);
        WebAnswer button = at.get(LOGOUT);

        WebAnswer page = at.follow(at.post(button.action(), button.fields()));

        assertThat(page.body()).contains("You are still signed in at Company");
        assertThat(here.provider.requests(Endpoint.END_SESSION)).isZero();
    }

    @Test
    void aProviderThatDoesNotAnswerKeepsNoSessionHere() {
        browser.open(World.WIKI);
        world.provider.answer(
                Endpoint.DISCOVERY, request -> request.response().setStatusCode(503).end());
        TestBrowser restarted = world.browserOfAnotherNode();
        restarted.cookies("localhost").putAll(browser.cookies("localhost"));
        WebAnswer out = restarted.get(LOGOUT);

        WebAnswer page = restarted.follow(restarted.post(LOGOUT, out.fields()));

        assertThat(out.body()).contains("You are signed in as ada");
        assertThat(page.body()).contains("You are still signed in at alpha");
        assertThat(world.log.lines()).anyMatch(line -> line.startsWith("signed out here only"));
        assertThat(browser.get(WHOAMI).status()).isEqualTo(401);
    }

    @Test
    void aLargeTokenIsNoHint() {
        world.provider.signIn(
                Map.of("sub", "1", "preferred_username", "ada", "story", "x".repeat(5_000)));
        browser.open(World.WIKI);

        WebAnswer leaving = signOut(World.GATEWAY);

        assertThat(query(leaving.location()))
                .containsKeys("client_id", "state", "post_logout_redirect_uri")
                .doesNotContainKey("id_token_hint");
    }

    @Test
    void thePlaceToComeBackToIsNeverTakenFromTheRequest() {
        browser.open(World.WIKI);
        WebAnswer button = browser.get(LOGOUT + "?post_logout_redirect_uri=https://evil.example");
        Map<String, String> form =
                button.filled(
                        Map.of(
                                "post_logout_redirect_uri",
                                "https://evil.example",
                                "app",
                                "wiki",
                                "return",
                                "https://evil.example/"));

        WebAnswer back = browser.get(browser.post(LOGOUT, form).location());
        WebAnswer next = browser.get(back.location());

        assertThat(back.location()).startsWith(LOGOUT);
        assertThat(next.location())
                .startsWith(World.GATEWAY + "/.vestibule/login?app=wiki&return=%2Fwiki&");
    }

    @Test
    void anotherAccountIsChosenAtTheProviderAfterSigningOutThere() {
        WebAnswer refused = browser.open(World.GATEWAY + "/closed/page");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("Use another account");

        WebAnswer out = browser.post(refused.action(), refused.fields());
        String asked = browser.until("/authorize", out.location());
        world.provider.signIn(
                Map.of("sub", "2", "preferred_username", "bob", "groups", List.of("vip")));
        WebAnswer page = browser.open(asked);

        assertThat(world.provider.requests(Endpoint.END_SESSION)).isOne();
        assertThat(query(asked)).containsEntry("prompt", "select_account");
        assertThat(page.url().getPath()).isEqualTo("/closed/page");
        assertThat(page.received("x-forwarded-user")).isEqualTo("bob");
    }

    @Test
    void aLoginWithAnotherAccountNeverEndsWithTheSessionThatIsOpen() {
        browser.open(World.WIKI);

        String asked =
                browser.until(
                        "/authorize",
                        World.GATEWAY
                                + "/.vestibule/login?app=wiki&return=%2Fwiki&prompt=select_account");

        assertThat(query(asked)).containsEntry("prompt", "select_account");
        assertThat(browser.get(WHOAMI).status()).isEqualTo(200);
    }

    @Test
    void aProviderThatKnowsNoChoiceOfAccountsIsAskedForASignIn() {
        world.provider.metadata(
                document -> document.put("prompt_values_supported", List.of("none", "login")));

        String asked =
                browser.until(
                        "/authorize",
                        World.GATEWAY
                                + "/.vestibule/login?app=wiki&return=%2Fwiki&prompt=select_account");

        assertThat(query(asked)).containsEntry("prompt", "login");
    }

    @Test
    void theIdTokenIsInNoPageNoLogAndNoOtherRedirect() {
        browser.open(World.WIKI);
        String leaving = signOut(World.GATEWAY).location();
        String token = query(leaving).get("id_token_hint");
        String signature = token.substring(token.lastIndexOf('.') + 1);

        WebAnswer back = browser.get(leaving);

        assertThat(back.location()).doesNotContain(signature);
        assertThat(browser.open(back.location()).body()).doesNotContain(signature);
        assertThat(world.log.lines()).noneMatch(line -> line.contains(signature));
    }

    private WebAnswer signOut(String host) {
        WebAnswer button = browser.get(host + "/.vestibule/logout");
        return browser.post(button.action(), button.fields());
    }

    /** A browser with the cookies as they were copied before. */
    private TestBrowser browserWith(TestBrowser original) {
        return original.at(world.gateway().port());
    }

    private TestBrowser browserOfAnotherLogin() {
        TestBrowser another = world.browser();
        another.until("/authorize", World.WIKI);
        return another;
    }

    private static Map<String, String> query(String address) {
        return Arrays.stream(URI.create(address).getRawQuery().split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(
                        Collectors.toMap(
                                pair -> pair[0],
                                pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
}
