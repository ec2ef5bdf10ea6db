package dev.vestibule.demo.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.time.Duration;
import java.util.Map;

/** A form that survives a sign-in, as Chromium sends it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeptFormBrowserTest {
    private static final Map<String, String> ENTRIES =
            Map.of("text", "Zoë wrote \"<b>&amp;\"\nin two lines + 100 %\n\n", "title", "\n水 'x'");
    private static final String SENT =
            "text=Zo%C3%AB+wrote+%22%3Cb%3E%26amp%3B%22%0D%0Ain+two+lines+%2B+100+%25%0D%0A%0D%0A";

    private ChromiumBrowser browser;
    private FlowServers servers;

    @BeforeAll
    void start() {
        browser = ChromiumBrowser.start();
        servers = new FlowServers();
    }

    @AfterAll
    void stop() {
        if (servers != null) {
            servers.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void aFormOfASessionThatHasEndedArrivesAfterTheSignIn() {
        try (BrowserContext person = browser.person()) {
            Journey ada = Journey.in(person, servers.url()).open("/notes").chooses("Ada Lovelace");
            String before = submitted(ada, "/notes/save?page=1");
            ada.open("/notes");
            servers.advance(Duration.ofHours(13));

            ada.submits("/notes/save?page=1", ENTRIES).chooses("Ada Lovelace");
            ada.sees("Send your form again")
                    .seesText("You sent a form to Notes")
                    .picture("send-again")
                    .fits()
                    .clicks("Send again");

            JsonObject arrived = ada.comesTo("/notes/save?page=1").received();
            assertThat(arrived.getString("method")).isEqualTo("POST");
            assertThat(arrived.getString("path")).isEqualTo("/notes/save?page=1");
            assertThat(arrived.getString("body")).isEqualTo(before).contains(SENT);
            assertThat(header(arrived, "x-forwarded-user")).isEqualTo("ada");
            assertThat(header(arrived, "origin") + "/").isEqualTo(servers.url().toString());
            ada.isAt("/notes/save?page=1").goesBack().sees("Your form is no longer here");
        }
    }

    @Test
    void aFormOfAHostOfItsOwnArrivesThere() {
        try (BrowserContext person = browser.person()) {
            Journey grace = Journey.in(person, servers.host("orders"));
            grace.open("/").chooses("Grace Hopper");
            grace.received();
            servers.advance(Duration.ofHours(13));

            grace.submits("/order", ENTRIES).chooses("Grace Hopper").clicks("Send again");

            assertThat(grace.comesTo("/order").received().getString("body")).contains(SENT);
        }
    }

    @Test
    void theNextUserOfTheBrowserDoesNotSeeIt() {
        try (BrowserContext person = browser.person()) {
            Journey shared = Journey.in(person, servers.url()).open("/notes").chooses("Ada Lov");
            shared.received();
            servers.advance(Duration.ofHours(13));

            shared.submits("/notes/save", ENTRIES)
                    .chooses("Grace Hopper")
                    .sees("Another user has sent this form")
                    .picture("send-again-refused");
        }
    }

    @Test
    void aFormOfAnotherOriginIsNotKept() {
        try (BrowserContext person = browser.person()) {
            Journey victim = Journey.in(person, servers.host("orders"));
            victim.open("/").chooses("Grace Hopper");
            victim.received();

            victim.submits(servers.url() + "notes/save", ENTRIES).sees("Please sign in first");
            victim.opensNothing()
                    .submits(servers.url() + "notes/save", ENTRIES)
                    .sees("Please sign in first");
        }
    }

    @Test
    void aFormThatIsTooLargeGetsTheLimit() {
        try (BrowserContext person = browser.person()) {
            Journey grace = Journey.in(person, servers.host("orders"));
            grace.open("/").chooses("Grace Hopper");
            grace.received();
            servers.advance(Duration.ofHours(13));

            grace.submits("/order", Map.of("text", "x".repeat(2000)))
                    .sees("Please sign in and send it again")
                    .seesText("larger than 1 KB")
                    .picture("send-again-too-large");
        }
    }

    /** What Chromium sends with a session. */
    private static String submitted(Journey user, String to) {
        user.received();
        return user.submits(to, ENTRIES).comesTo(to).received().getString("body");
    }

    private static String header(JsonObject arrived, String name) {
        return arrived.getJsonObject("headers").getString(name);
    }
}
