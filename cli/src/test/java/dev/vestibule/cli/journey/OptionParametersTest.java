package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Options with a condition, and with what their provider is asked for. */
final class OptionParametersTest {
    private static final String HERE = "'ip_in(request.ip, [\"127.0.0.0/8\"])'";
    private static final String ELSEWHERE = "'ip_in(request.ip, [\"10.0.0.0/8\"])'";

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();

    @Test
    void theOnlyOptionThatIsOfferedBeginsAtOnce() {
        World world = start("[{ beta: { when: " + ELSEWHERE + " } }, alpha]");

        assertThat(world.browser().open(World.WIKI).received("x-forwarded-user")).isEqualTo("ada");
    }

    @Test
    void anOptionThatIsNotOfferedIsNotOnThePageAndNoAddressLeadsToIt() {
        World world =
                start(
                        "[alpha, { beta: { when: "
                                + ELSEWHERE
                                + " } }, { password: { when: "
                                + HERE
                                + " } }]");
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);

        WebAnswer named = browser.open(login("beta"));
        WebAnswer posted = browser.post(page.action(), page.filled(Map.of("connection", "beta")));

        assertThat(page.body()).contains("alpha").doesNotContain("beta");
        assertThat(named.status()).isEqualTo(400);
        assertThat(posted.status()).isEqualTo(400);
        assertThat(world.other.requests(Endpoint.AUTHORIZE)).isZero();
    }

    @Test
    void aLoginWithoutAnyOptionIsRefusedWithAPage() {
        World world = start("[{ alpha: { when: " + ELSEWHERE + " } }]");

        WebAnswer page = world.browser().open(World.WIKI);

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("You cannot sign in from here");
        assertThat(world.provider.requests(Endpoint.AUTHORIZE)).isZero();
        assertThat(world.logged("request failed kind=no_option_offered")).contains("step first");
    }

    @Test
    void aConditionThatFailsHidesItsOption() {
        World world = start("[{ alpha: { when: 'request.params.via == \"x\"' } }]");

        assertThat(world.browser().open(World.WIKI).status()).isEqualTo(403);
        assertThat(world.browser().open(login("alpha") + "&via=x").status()).isEqualTo(200);
    }

    @Test
    void oneConnectionServesAStepUpAndItsUserIsTheSame() {
        World world = startTwice("{ force: true, login-hint: claims.preferred_username }");
        TestBrowser browser = world.browser();

        String second = browser.until("prompt=login", World.WIKI);
        WebAnswer app = browser.open(second);

        assertThat(second).contains("login_hint=ada", "max_age=0");
        assertThat(app.received("x-forwarded-user")).isEqualTo("ada");
        assertThat(world.provider.requests(Endpoint.AUTHORIZE)).isEqualTo(2);
    }

    @Test
    void anotherUserCannotCompleteTheStepUp() {
        World world = startTwice("{ force: true }");
        TestBrowser browser = world.browser();
        String second = browser.until("prompt=login", World.WIKI);
        world.provider.signIn(Map.of("sub", "2", "preferred_username", "eve"));

        assertThat(browser.open(second).body()).contains("You signed in as another user");
        assertThat(browser.get(World.GATEWAY + "/.vestibule/whoami").status()).isEqualTo(401);
    }

    @Test
    void aProviderThatDoesNotAskAgainEndsTheLogin() {
        World world = startTwice("{ force: true }");
        TestBrowser browser = world.browser();
        String second = browser.until("prompt=login", World.WIKI);
        long before = world.clock.instant().minus(Duration.ofHours(1)).getEpochSecond();
        world.provider.idTokenClaims(claims -> {
            claims.put("auth_time", before);
            return claims;
        });

        assertThat(browser.open(second).status()).isEqualTo(403);
        assertThat(world.logged("request failed kind=reauthentication_failed")).isNotEmpty();
    }

    @Test
    void takingAwayWhatIsAskedForFromTheAddressDoesNotHelp() {
        World world = startTwice("{ acr: gold }");
        TestBrowser browser = world.browser();
        String second = browser.until("acr_values=gold", World.WIKI);

        WebAnswer page = browser.open(second.replace("acr_values=gold", "x=y"));

        assertThat(page.body()).contains("A stronger sign-in is needed");
        assertThat(world.logged("request failed kind=sign_in_too_weak")).isNotEmpty();
    }

    @Test
    void theLevelThatWasAskedForCompletesTheStep() {
        World world = startTwice("{ acr: [gold, silver] }");
        world.provider.idTokenClaims(claims -> {
            claims.put("acr", "silver");
            return claims;
        });

        assertThat(world.browser().open(World.WIKI).status()).isEqualTo(200);
    }

    @Test
    void aParameterThatFailsRefusesTheLoginAndOneWithoutValueIsNotSent() {
        World fails = startTwice("{ params: { hd: 'claims.preferred_username.substring(99)' } }");

        assertThat(fails.browser().open(World.WIKI).status()).isEqualTo(403);
        assertThat(fails.logged("request failed kind=login_denied")).contains("params.hd of alpha");

        fails.write("vestibule.yaml", twice("{ params: { hd: claims.none, q: \"'&state=1'\" } }"));
        fails.eventually(() -> fails.browser().open(World.WIKI).status() == 200);
        assertThat(fails.browser().until("q=%26state%3D1", World.WIKI)).doesNotContain("hd=");
    }

    private static String login(String connection) {
        return World.GATEWAY + "/.vestibule/login?app=wiki&connection=" + connection;
    }

    private World start(String options) {
        return worlds.start(folder, yaml(options, ""));
    }

    private World startTwice(String keys) {
        return worlds.start(folder, twice(keys));
    }

    private static String twice(String keys) {
        return yaml("[alpha]", "\n      - { id: again, authenticate: [{ alpha: " + keys + " }] }");
    }

    private static String yaml(String options, String more) {
        return Yaml.STANDARD.replace(
                "staff:\n    steps:\n      - id: first\n        authenticate: [alpha]",
                "staff:\n    steps:\n      - id: first\n        authenticate: " + options + more);
    }
}
