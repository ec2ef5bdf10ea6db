package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A login whose directory is away, and what nobody may do with it meanwhile. */
final class DirectoryFailureTest {
    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;

    @BeforeEach
    void start() {
        world = worlds.start(folder);
    }

    @Test
    void theLoginWaitsAndGoesOnWithoutASecondTripToTheProvider() {
        TestBrowser browser = world.browser();
        world.directory.stop();
        WebAnswer waiting = browser.open(World.WIKI + "/page");
        world.directory.startAgain();

        WebAnswer page = browser.follow(browser.post(waiting.action(), waiting.fields()));

        assertThat(waiting.status()).isEqualTo(503);
        assertThat(page.body()).startsWith("> GET /wiki/page\n");
        assertThat(page.received("x-forwarded-user")).isEqualTo("ada");
        assertThat(world.provider.requests(Endpoint.AUTHORIZE)).isEqualTo(1);
        assertThat(world.logged("request failed kind=directory_unavailable")).isNotEmpty();
    }

    @Test
    void whileTheDirectoryIsAwayThereIsNoSession() {
        TestBrowser browser = world.browser();
        world.directory.stop();
        WebAnswer waiting = browser.open(World.WIKI);

        WebAnswer still = browser.post(waiting.action(), waiting.fields());

        assertThat(still.status()).isEqualTo(503);
        assertThat(browser.cookies("localhost")).doesNotContainKey("__Host-vestibule-session");
        world.directory.startAgain();
    }

    @Test
    void theRetryOfAnotherBrowserChangesNothing() {
        TestBrowser browser = world.browser();
        world.directory.stop();
        WebAnswer waiting = browser.open(World.WIKI);
        world.directory.startAgain();
        TestBrowser thief = world.browser();
        thief.get(World.WIKI);

        WebAnswer refused = thief.post(waiting.action(), waiting.fields());

        assertThat(refused.status()).isEqualTo(403);
        assertThat(browser.follow(browser.post(waiting.action(), waiting.fields())).status())
                .isEqualTo(200);
    }

    @Test
    void aRetryWithoutItsTokenIsRefused() {
        TestBrowser browser = world.browser();
        world.directory.stop();
        WebAnswer waiting = browser.open(World.WIKI);
        world.directory.startAgain();
        Map<String, String> bare = new HashMap<>(waiting.fields());
        bare.remove("csrf");

        WebAnswer refused = browser.post(waiting.action(), bare);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(world.directory.people()).isEmpty();
    }

    @Test
    void aRetryThatIsSentTwiceGoesStraightToTheDestination() {
        TestBrowser browser = world.browser();
        world.directory.stop();
        WebAnswer waiting = browser.open(World.WIKI + "/page");
        world.directory.startAgain();
        browser.follow(browser.post(waiting.action(), waiting.fields()));

        WebAnswer again = browser.follow(browser.post(waiting.action(), waiting.fields()));

        assertThat(again.body()).startsWith("> GET /wiki/page\n");
        assertThat(world.provider.requests(Endpoint.AUTHORIZE)).isEqualTo(1);
    }

    @Test
    void readinessIsRedWhileTheDirectoryIsAwayAndGreenAgainAfterwards() {
        world.directory.stop();
        WebAnswer red = world.management("/health/ready");
        world.directory.startAgain();

        WebAnswer green = world.management("/health/ready");

        assertThat(red.status()).isEqualTo(503);
        assertThat(red.body()).contains("\"directory\"").contains("DOWN");
        assertThat(green.status()).isEqualTo(200);
        assertThat(world.management("/health/live").status()).isEqualTo(200);
    }

    @Test
    void aGatewayStartsWhileItsDirectoryIsAway() {
        world.directory.stop();

        world.restartGateway();

        assertThat(world.management("/health/ready").status()).isEqualTo(503);
        world.eventually(() ->
                world.log.lines().stream()
                        .anyMatch(line -> line.startsWith("The directory does not answer")));
        world.directory.startAgain();
        assertThat(world.browser().open(World.WIKI).received("x-forwarded-user")).isEqualTo("ada");
    }
}
