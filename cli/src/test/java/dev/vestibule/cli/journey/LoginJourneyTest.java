package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.connection.oidc.TestProvider;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The whole line, as a person's browser goes along it. */
final class LoginJourneyTest {
    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;

    @BeforeEach
    void start() {
        world = worlds.start(folder);
    }

    @Test
    void anAppsRequestComesBackSignedInWithAnAccount() {
        world.provider.signIn(
                Map.of(
                        "sub", "42",
                        "preferred_username", "ada",
                        "family_name", "Lovelace",
                        "name", "Ada Lovelace",
                        "email", "ada@example.org",
                        "email_verified", true,
                        "groups", List.of("engineering")));

        WebAnswer page = world.browser().open(World.WIKI + "/page?x=1&y=2");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).startsWith("> GET /wiki/page?x=1&y=2\n");
        assertThat(page.received("x-forwarded-user")).isEqualTo("ada");
        assertThat(page.received("x-forwarded-email")).isEqualTo("ada@example.org");
        assertThat(page.received("x-forwarded-groups")).isEqualTo("engineering");
        assertThat(world.directory.person("ada").getAttributeValue("sn")).isEqualTo("Lovelace");
        assertThat(world.logged("event=login outcome=completed"))
                .contains("connection=alpha flow=staff app=wiki")
                .contains("account=\"uid=ada,ou=people,dc=example,dc=org\" provisioning=created");
        assertThat(world.metric("vestibule_logins_total{outcome=\"completed\"}")).isEqualTo(1);
    }

    @Test
    void theSecondLoginUpdatesTheAccount() {
        world.browser().open(World.WIKI);
        world.provider.signIn(
                Map.of("sub", "1", "preferred_username", "ada", "family_name", "King"));

        world.browser().open(World.WIKI);

        assertThat(world.directory.people()).hasSize(1);
        assertThat(world.directory.person("ada").getAttributeValue("sn")).isEqualTo("King");
        assertThat(world.logged("event=login outcome=completed")).contains("provisioning=updated");
    }

    @Test
    void theSessionServesTheNextRequestsWithoutTheProvider() {
        TestBrowser browser = world.browser();
        browser.open(World.WIKI);

        WebAnswer next = browser.get(World.WIKI + "/more");

        assertThat(next.status()).isEqualTo(200);
        assertThat(world.provider.requests(TestProvider.Endpoint.AUTHORIZE)).isEqualTo(1);
    }

    @Test
    void withoutProvisioningTheVerifiedClaimsAreTheIdentityAndNoEntryIsWritten() {
        world.other.signIn(
                Map.of(
                        "sub",
                        "b-7",
                        "email",
                        "bob@example.org",
                        "email_verified",
                        true,
                        "groups",
                        List.of("guests")));
        TestBrowser browser = world.browser();

        WebAnswer page =
                browser.open(
                        World.GATEWAY
                                + "/.vestibule/login?app=forum&connection=beta&return=/forum");

        assertThat(page.received("x-forwarded-user")).isEqualTo("beta:b-7");
        assertThat(page.received("x-forwarded-email")).isEqualTo("bob@example.org");
        assertThat(page.received("x-forwarded-groups")).isEqualTo("beta:guests");
        assertThat(world.directory.people()).isEmpty();
        assertThat(world.logged("event=login outcome=completed")).contains("provisioning=off");
    }

    @Test
    void anEmailThatNobodyVerifiedIsNoEmail() {
        world.other.signIn(Map.of("sub", "b-7", "email", "boss@example.org"));

        WebAnswer page =
                world.browser()
                        .open(
                                World.GATEWAY
                                        + "/.vestibule/login?app=forum&connection=beta&return=/forum");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.received("x-forwarded-email")).isEmpty();
    }

    @Test
    void whoIsSkippedHasNoAccountAndCannotTakeTheNameOfOne() {
        world.provider.signIn(Map.of("sub", "9", "preferred_username", "ada", "contractor", true));

        WebAnswer page = world.browser().open(World.WIKI);

        assertThat(page.received("x-forwarded-user")).isEqualTo("alpha:9");
        assertThat(world.directory.people()).isEmpty();
        assertThat(world.logged("event=login outcome=completed")).contains("provisioning=skipped");
    }

    @Test
    void whoIsSkippedAndHasAnAccountAlreadyKeepsIt() {
        world.browser().open(World.WIKI);
        world.provider.signIn(
                Map.of("sub", "1", "preferred_username", "other", "contractor", true));

        WebAnswer page = world.browser().open(World.WIKI);

        assertThat(page.received("x-forwarded-user")).isEqualTo("ada");
        assertThat(world.logged("event=login outcome=completed")).contains("provisioning=found");
    }

    @Test
    void severalOptionsAreChosenOnAPage() {
        world.other.signIn(Map.of("sub", "b-7"));
        TestBrowser browser = world.browser();
        WebAnswer chooser = browser.open(World.GATEWAY + "/forum/x");

        WebAnswer page = browser.open(chooser.link("beta"));

        assertThat(chooser.status()).isEqualTo(200);
        assertThat(page.body()).startsWith("> GET /forum/x\n");
        assertThat(page.received("x-forwarded-user")).isEqualTo("beta:b-7");
    }

    @Test
    void aDenyStepSaysItsSentence() {
        world.provider.signIn(
                Map.of("sub", "1", "preferred_username", "ada", "groups", List.of("guests")));

        WebAnswer page = world.browser().open(World.GATEWAY + "/vault");

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("Guests may not sign in here.");
        assertThat(world.logged("event=login outcome=login_denied")).contains("app=vault");
        assertThat(world.metric("vestibule_logins_total{outcome=\"login_denied\"}")).isEqualTo(1);
    }

    @Test
    void twoStepsAreTwoTripsAndTheAccountStaysTheFirst() {
        world.other.signIn(Map.of("sub", "b-7", "preferred_username", "ada"));

        WebAnswer page = world.browser().open(World.GATEWAY + "/vault/deep");

        assertThat(page.body()).startsWith("> GET /vault/deep\n");
        assertThat(page.received("x-forwarded-user")).isEqualTo("ada");
        assertThat(world.other.requests(TestProvider.Endpoint.TOKEN)).isEqualTo(1);
    }

    @Test
    void anAppOnAnotherHostIsReachedByAHandOff() {
        TestBrowser browser = world.browser();

        WebAnswer page = browser.open("http://shop.localhost:18080/cart");

        assertThat(page.url().getHost()).isEqualTo("shop.localhost");
        assertThat(page.body()).startsWith("> GET /cart\n");
        assertThat(page.received("x-forwarded-user")).isEqualTo("ada");
        assertThat(browser.cookies("shop.localhost").get("__Host-vestibule-session"))
                .isNotEqualTo(browser.cookies("localhost").get("__Host-vestibule-session"));
    }

    @Test
    void aLoginAskedForOnAnAppsHostHappensOnTheGatewaysHost() {
        WebAnswer page =
                world.browser()
                        .open("http://shop.localhost:18080/.vestibule/login?app=shop&return=/cart");

        assertThat(page.url().getHost()).isEqualTo("shop.localhost");
        assertThat(page.body()).startsWith("> GET /cart\n");
    }

    @Test
    void whoIsSignedInAlreadyGoesStraightToTheDestination() {
        TestBrowser browser = world.browser();
        browser.open(World.WIKI);

        WebAnswer page =
                browser.get(World.GATEWAY + "/.vestibule/login?app=wiki&return=/wiki/there");

        assertThat(page.location()).isEqualTo(World.GATEWAY + "/wiki/there");
    }

    @Test
    void anAdministratorsDisabledAccountIsRefused() {
        world.browser().open(World.WIKI);
        world.directory.set("ada", "vestibuleDisabled", "TRUE");

        WebAnswer page = world.browser().open(World.WIKI);

        assertThat(page.status()).isEqualTo(403);
        assertThat(world.logged("event=login outcome=account_disabled")).contains("app=wiki");
    }
}
