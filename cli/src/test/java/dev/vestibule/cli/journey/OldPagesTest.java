package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Tabs, the back button, and pages that are too old. */
final class OldPagesTest {
    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;

    @BeforeEach
    void start() {
        world = worlds.start(folder);
    }

    @Test
    void twoTabsSignInAtOnceAndBothArrive() {
        TestBrowser browser = world.browser();
        String first = browser.until("/callback/", World.WIKI + "/one");
        String second = browser.until("/callback/", World.WIKI + "/two");

        WebAnswer one = browser.open(first);
        WebAnswer two = browser.open(second);

        assertThat(one.body()).startsWith("> GET /wiki/one\n");
        assertThat(two.body()).startsWith("> GET /wiki/two\n");
    }

    @Test
    void aCallbackThatIsRepeatedAfterTheLoginGoesStraightToTheDestination() {
        TestBrowser browser = world.browser();
        String callback = browser.until("/callback/", World.WIKI + "/page");
        browser.open(callback);

        WebAnswer again = browser.open(callback);

        assertThat(again.body()).startsWith("> GET /wiki/page\n");
        assertThat(world.provider.requests(Endpoint.AUTHORIZE)).isEqualTo(1);
        assertThat(world.provider.requests(Endpoint.TOKEN)).isEqualTo(1);
    }

    @Test
    void aCallbackThatComesTooLateBeginsAgainToTheSameDestination() {
        TestBrowser browser = world.browser();
        String callback = browser.until("/callback/", World.WIKI + "/page");
        world.clock.advance(Duration.ofMinutes(16));

        WebAnswer page = browser.open(callback);

        assertThat(page.body()).startsWith("> GET /wiki/page\n");
        assertThat(world.provider.requests(Endpoint.AUTHORIZE)).isEqualTo(2);
    }

    @Test
    void aCallbackIsForgottenInTheEndAndThePageLeadsToANewLogin() {
        TestBrowser browser = world.browser();
        String callback = browser.until("/callback/", World.WIKI + "/page");
        world.clock.advance(Duration.ofHours(3));

        WebAnswer page = browser.open(callback);

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.next()).contains("/.vestibule/login?app=wiki");
    }

    @Test
    void aGatewayThatWasRestartedInMidLoginShowsAWayToBeginAgain() {
        TestBrowser before = world.browser();
        String callback = before.until("/callback/", World.WIKI);
        world.restartGateway();
        TestBrowser browser = before.at(world.gateway().port());

        WebAnswer expired = browser.open(callback);

        assertThat(expired.status()).isEqualTo(400);
        assertThat(world.logged("request failed kind=login_expired")).contains("unknown login");
        assertThat(browser.open(expired.next()).received("x-forwarded-user")).isEqualTo("ada");
    }

    @Test
    void ofManyEqualCallbacksAtOnceOneSpendsTheCodeAndAllArrive() throws Exception {
        TestBrowser browser = world.browser();
        String callback = browser.until("/callback/", World.WIKI + "/page");

        List<WebAnswer> pages = atOnce(8, () -> browser.open(callback));

        assertThat(pages)
                .allSatisfy(page -> assertThat(page.body()).startsWith("> GET /wiki/page"));
        assertThat(world.directory.people()).hasSize(1);
        assertThat(world.log.lines()).noneMatch(line -> line.contains("provider_error"));
    }

    @Test
    void aChoiceThatIsMadeTwiceBeginsAgain() {
        TestBrowser browser = world.browser();
        WebAnswer chooser = browser.open(World.GATEWAY + "/forum/x");
        browser.get(chooser.link("alpha"));

        WebAnswer again = browser.open(chooser.link("beta"));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.link("beta")).isNotEqualTo(chooser.link("beta"));
    }

    @Test
    void aBrowserHasSoManyLoginsInFlightAndTheOldestBeginsAgain() {
        TestBrowser browser = world.browser();
        String oldest = browser.until("/callback/", World.WIKI + "/oldest");
        for (int tab = 0; tab < 20; tab++) {
            browser.until("/callback/", World.WIKI + "/tab" + tab);
        }

        WebAnswer page = browser.get(oldest);

        assertThat(page.location())
                .isEqualTo(World.GATEWAY + "/.vestibule/login?app=wiki&return=%2Fwiki%2Foldest");
    }

    private static List<WebAnswer> atOnce(int times, Callable<WebAnswer> request) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<WebAnswer>> running =
                    threads.invokeAll(Collections.nCopies(times, request));
            List<WebAnswer> answers = new ArrayList<>();
            for (Future<WebAnswer> one : running) {
                answers.add(one.get());
            }
            return answers;
        }
    }
}
