package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An identity provider that posts its answer (OAuth 2.0 Form Post Response Mode): the browser sends
 * no cookie with it, and comes again with them.
 */
final class PostedCallbackTest {
    private static final String SESSION = "__Host-vestibule-session";

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;
    private TestBrowser browser;
    private String callback;

    @BeforeEach
    void start() {
        world = worlds.start(folder);
        browser = world.browser();
        callback = browser.until("/callback/", World.WIKI + "/page");
    }

    @Test
    void theAnswerWaitsForTheBrowsersOwnNavigation() {
        WebAnswer hop = posted();

        WebAnswer page = browser.follow(browser.get(hop.location()));

        assertThat(hop.status()).isEqualTo(303);
        assertThat(hop.location()).doesNotContain("code=");
        assertThat(page.body()).startsWith("> GET /wiki/page\n");
        assertThat(page.received("x-forwarded-user")).isEqualTo("ada");
    }

    @Test
    void untilThenNothingIsUsedUp() {
        posted();

        assertThat(browser.open(callback).body()).startsWith("> GET /wiki/page\n");
    }

    @Test
    void anotherBrowserGetsNothingForIt() {
        WebAnswer hop = posted();
        TestBrowser thief = world.browser();
        thief.until("/authorize", World.WIKI);

        WebAnswer refused = thief.get(hop.location());

        assertThat(refused.status()).isEqualTo(400);
        assertThat(thief.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(browser.open(callback).status()).isEqualTo(200);
    }

    @Test
    void whatIsTakenUpTwiceGoesStraightToTheDestination() {
        WebAnswer hop = posted();
        browser.open(hop.location());

        assertThat(browser.open(hop.location()).body()).startsWith("> GET /wiki/page\n");
    }

    @Test
    void theAnswerIsKeptForAMinute() {
        WebAnswer hop = posted();
        world.clock.advance(Duration.ofSeconds(61));

        WebAnswer refused = browser.get(hop.location());

        assertThat(refused.status()).isEqualTo(403);
        assertThat(browser.open(callback).status()).isEqualTo(200);
    }

    @Test
    void anAnswerToNoLoginIsNotKept() {
        WebAnswer hop =
                world.browser()
                        .post(
                                World.GATEWAY + "/.vestibule/callback/alpha",
                                Map.of("state", "A".repeat(43), "code", "x"));

        assertThat(hop.location()).endsWith("&posted=");
        assertThat(browser.get(hop.location()).status()).isEqualTo(400);
    }

    /** What another site's form sends: no cookie comes with it. */
    private WebAnswer posted() {
        URI address = URI.create(callback);
        Map<String, String> fields =
                Arrays.stream(address.getRawQuery().split("&", -1))
                        .map(pair -> pair.split("=", 2))
                        .collect(
                                Collectors.toMap(
                                        pair -> pair[0],
                                        pair ->
                                                URLDecoder.decode(
                                                        pair[1], StandardCharsets.UTF_8)));
        return world.browser().post(World.GATEWAY + address.getPath(), fields);
    }
}
