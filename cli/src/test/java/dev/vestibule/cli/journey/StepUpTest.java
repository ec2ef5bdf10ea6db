package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;
import dev.vestibule.testing.AuthenticatorApp;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Rules that lead to a fresh or stronger sign-in, and levels of authentication. */
final class StepUpTest {
    private static final String FLOW =
            """
            staff:
                steps:
                  - { id: first, authenticate: [alpha] }
                  - { id: second, authenticate: [totp], when: '"high" in acr.requested' }
                acr: { low: [first], high: [first, second] }
            """
                    .stripTrailing();
    private static final String APPS =
            """
              safe:
                match: { path: /safe }
                upstream: "@UPSTREAM@"
                flow: staff
                access: [{ allow: 'acr.level == "high"', else: staff, acr: high }]
                identity: { headers: [x-forwarded] }
              recent:
                match: { path: /recent }
                upstream: "@UPSTREAM@"
                flow: staff
                access:
                  - { allow: 'fresh(steps.second, "5m")', else: staff }
              humble:
                match: { path: /humble }
                upstream: "@UPSTREAM@"
                flow: staff
                access: [{ allow: 'acr.level == "low"', else: staff, acr: low }]
              mine:
                match: { path: /mine }
                upstream: "@UPSTREAM@"
                flow: staff
                access:
                  - allow: 'has_group("engineering") && fresh(steps.first, "5m")'
                    else: staff
            """;
    private static final String YAML =
            Yaml.STANDARD.replaceFirst(
                            "staff:\n    steps:\n      - id: first\n        authenticate:"
                                    + " \\[alpha]",
                            FLOW)
                    + APPS;

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;
    private TestBrowser browser;

    @BeforeEach
    void start() {
        world = worlds.start(folder, YAML);
        browser = world.browser();
    }

    @Test
    void aUserWhoLacksTheLevelIsAskedForTheMissingStepOnly() {
        assertThat(browser.open(World.WIKI).received("x-forwarded-acr")).isEqualTo("low");
        int before = world.provider.requests(Endpoint.AUTHORIZE);

        WebAnswer setUp = browser.open(World.GATEWAY + "/safe/page");
        WebAnswer app = proved(setUp, AuthenticatorApp.setUp(setUp.body()));

        assertThat(world.provider.requests(Endpoint.AUTHORIZE)).isEqualTo(before);
        assertThat(app.body()).startsWith("> GET /safe/page\n");
        assertThat(app.received("x-forwarded-acr")).isEqualTo("high");
        assertThat(app.received("x-forwarded-user")).isEqualTo("ada");
        assertThat(browser.get(World.GATEWAY + "/.vestibule/whoami").body())
                .contains("\"acr\":\"high\"", "\"otp\"");
    }

    @Test
    void aStepThatIsTooOldIsAskedForAgainAndTheOthersAreNot() {
        WebAnswer setUp = browser.open(login("safe", "&acr_values=high"));
        AuthenticatorApp phone = AuthenticatorApp.setUp(setUp.body());
        assertThat(proved(setUp, phone).status()).isEqualTo(200);
        assertThat(browser.open(World.GATEWAY + "/recent").status()).isEqualTo(200);
        world.clock.advance(Duration.ofMinutes(6));
        int before = world.provider.requests(Endpoint.AUTHORIZE);

        WebAnswer asked = browser.open(World.GATEWAY + "/recent/a?b=c");
        WebAnswer app = proved(asked, phone);

        assertThat(asked.body()).contains("autocomplete=\"one-time-code\"");
        assertThat(world.provider.requests(Endpoint.AUTHORIZE)).isEqualTo(before);
        assertThat(app.body()).startsWith("> GET /recent/a?b=c\n");
    }

    @Test
    void aProviderIsAskedForAFreshSignInAndNotForItsOpenSession() {
        world.provider.signIn(
                Map.of("sub", "1", "preferred_username", "ada", "groups", List.of("engineering")));
        browser.open(World.WIKI);
        world.clock.advance(Duration.ofMinutes(6));

        String away = browser.until(world.provider.issuer(), World.GATEWAY + "/mine");
        WebAnswer app = browser.open(away);

        assertThat(away).contains("max_age=0");
        assertThat(app.body()).startsWith("> GET /mine\n");
    }

    @Test
    void aUserWhomNoProofHelpsIsRefusedAndNotSentAround() {
        browser.open(World.WIKI);
        world.clock.advance(Duration.ofMinutes(6));

        assertThat(browser.get(World.GATEWAY + "/mine").status()).isEqualTo(403);
    }

    @Test
    void aRuleThatRefusesAStrongerLevelRefusesAndDoesNotSendAround() {
        WebAnswer setUp = browser.open(login("safe", "&acr_values=high"));
        assertThat(proved(setUp, AuthenticatorApp.setUp(setUp.body())).status()).isEqualTo(200);

        assertThat(browser.open(World.GATEWAY + "/humble").status()).isEqualTo(403);
    }

    @Test
    void programsAndFormsGet401WithTheLevel() {
        browser.open(World.WIKI);

        WebAnswer form = browser.post(World.GATEWAY + "/safe", Map.of("a", "b"));

        assertThat(form.status()).isEqualTo(401);
        assertThat(form.challenge())
                .isEqualTo(
                        "Bearer error=\"insufficient_user_authentication\","
                                + " acr_values=\"high\"");
        assertThat(form.body()).contains("acr_values=high");
    }

    @Test
    void aStepUpEndsWithTheSessionThatItContinues() {
        browser.open(World.WIKI);
        WebAnswer setUp = browser.open(World.GATEWAY + "/safe");
        AuthenticatorApp phone = AuthenticatorApp.setUp(setUp.body());
        WebAnswer out = browser.get(World.GATEWAY + "/.vestibule/logout");
        browser.post(out.action(), out.fields());

        WebAnswer late = proved(setUp, phone);

        assertThat(late.status()).isEqualTo(400);
        assertThat(browser.get(World.GATEWAY + "/.vestibule/whoami").status()).isEqualTo(401);
    }

    @Test
    void theStepUpOfOneUserCannotBeFinishedInTheSessionOfAnother() {
        browser.open(World.WIKI);
        WebAnswer setUp = browser.open(World.GATEWAY + "/safe");
        AuthenticatorApp phone = AuthenticatorApp.setUp(setUp.body());
        WebAnswer out = browser.get(World.GATEWAY + "/.vestibule/logout");
        browser.post(out.action(), out.fields());
        world.provider.signIn(Map.of("sub", "2", "preferred_username", "eve"));
        browser.open(World.WIKI);

        WebAnswer late = proved(setUp, phone);

        assertThat(late.status()).isEqualTo(400);
        assertThat(browser.open(World.WIKI).received("x-forwarded-user")).isEqualTo("eve");
        assertThat(browser.open(World.WIKI).received("x-forwarded-acr")).isEqualTo("low");
    }

    @Test
    void theAddressOfALoginAsksForMoreAndNeverForLess() {
        WebAnswer low = browser.open(login("wiki", "&acr_values=low&again=none&flow=either"));
        WebAnswer high = world.browser().open(login("wiki", "&acr_values=high%20unknown"));

        assertThat(low.received("x-forwarded-acr")).isEqualTo("low");
        assertThat(high.body()).contains("<svg class=\"qr\"");
    }

    @Test
    void aSessionOfAnOlderFlowPassesTheNewStepsAtItsNextPage() {
        browser.open(World.WIKI);
        world.write("vestibule.yaml", YAML.replace(", when: '\"high\" in acr.requested'", ""));
        world.eventually(() -> browser.get(World.WIKI).status() == 303);

        WebAnswer form = browser.post(World.WIKI, Map.of("a", "b"));
        WebAnswer setUp = browser.open(World.WIKI + "/page");
        WebAnswer app = proved(setUp, AuthenticatorApp.setUp(setUp.body()));

        assertThat(form.status()).isEqualTo(401);
        assertThat(app.body()).startsWith("> GET /wiki/page\n");
        assertThat(browser.get(World.WIKI).status()).isEqualTo(200);
    }

    @Test
    void aSessionOfAnOlderFlowGoesOnWhereTheFlowSaysSo() {
        browser.open(World.WIKI);
        String stricter = YAML.replace(", when: '\"high\" in acr.requested'", "");
        world.write(
                "vestibule.yaml",
                stricter.replace("    acr: { low", "    on-change: keep\n    acr: { low"));
        world.eventually(() -> world.browser().open(World.WIKI).body().contains("<svg class=\"qr"));

        assertThat(browser.get(World.WIKI).status()).isEqualTo(200);
    }

    @Test
    void aFlowThatAsksForNoMoreDisturbsNoSession() {
        browser.open(World.WIKI);
        world.write(
                "vestibule.yaml",
                YAML.replace(", authenticate: [totp]", ", authenticate: [totp, recovery_code]"));
        world.eventually(
                () -> world.metric("vestibule_config_reloads_total{result=\"applied\"}") == 1);

        assertThat(browser.post(World.WIKI, Map.of("a", "b")).status()).isEqualTo(200);
    }

    @Test
    void aSessionIsComparedWithAVersionOfItsFlowOnce() {
        browser.open(World.WIKI);
        world.write(
                "vestibule.yaml",
                YAML.replace("'\"high\" in acr.requested'", "'\"more\" in request.params'"));
        world.eventually(
                () -> world.metric("vestibule_config_reloads_total{result=\"applied\"}") == 1);
        TestBrowser late = world.browser();
        late.open(World.WIKI);
        assertThat(browser.get(World.WIKI + "?more=1").status()).isEqualTo(303);

        assertThat(browser.get(World.WIKI).status()).isEqualTo(200);

        world.eventually(() -> browser.get(World.WIKI + "?more=1").status() == 200);
        assertThat(late.get(World.WIKI + "?more=1").status()).isEqualTo(200);
    }

    @Test
    void programsAreToldHowOldTheSignInMayBe() {
        WebAnswer setUp = browser.open(login("safe", "&acr_values=high"));
        proved(setUp, AuthenticatorApp.setUp(setUp.body()));
        world.clock.advance(Duration.ofMinutes(6));

        WebAnswer form = browser.post(World.GATEWAY + "/recent", Map.of("a", "b"));
        WebAnswer unknown = world.browser().post(World.GATEWAY + "/recent", Map.of("a", "b"));

        assertThat(form.status()).isEqualTo(401);
        assertThat(form.challenge())
                .isEqualTo("Bearer error=\"insufficient_user_authentication\", max_age=\"300\"");
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.challenge()).isEqualTo("Bearer");
    }

    private static String login(String app, String more) {
        return World.GATEWAY + "/.vestibule/login?app=" + app + "&return=/" + app + more;
    }

    private WebAnswer proved(WebAnswer page, AuthenticatorApp phone) {
        String code = phone.code(world.clock.instant());
        return browser.follow(browser.post(page.action(), page.filled(Map.of("code", code))));
    }
}
