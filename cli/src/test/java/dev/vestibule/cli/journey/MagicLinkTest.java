package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A link by mail as second step: where it works, and what opening it does not do. */
final class MagicLinkTest {
    private static final String ADDRESS = "ada.canary@example.org";
    private static final String SESSION = "__Host-vestibule-session";
    private static final String YAML =
            Yaml.withMail("magic_link", "")
                    .replaceFirst(
                            "(?s)(wiki:.*?)allow: \"true\"",
                            "$1allow: 'steps.second.amr == [\"email\"]'");

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();

    @Test
    void theLinkShowsAButtonAndTheButtonCompletesTheStep() {
        World world = world();
        TestBrowser browser = world.browser();

        WebAnswer waiting = browser.open(World.WIKI + "/page");
        WebAnswer button = browser.get(link(world));
        WebAnswer app = browser.follow(browser.post(button.action(), button.fields()));

        assertThat(waiting.body()).contains("a•••@example.org").doesNotContain(ADDRESS);
        assertThat(button.status()).isEqualTo(200);
        assertThat(button.body()).contains("Complete the sign-in", "ada");
        assertThat(app.body()).startsWith("> GET /wiki/page\n");
        assertThat(world.mailbox.last().html()).contains(link(world).replace("&", "&amp;"));
    }

    @Test
    void aProgramThatOpensTheLinkUsesNothingUp() {
        World world = world();
        TestBrowser browser = world.browser();
        browser.open(World.WIKI);

        WebAnswer scanned = world.browser().get(link(world));
        WebAnswer again = world.browser().get(link(world));
        WebAnswer inTheBrowser = browser.get(link(world));

        assertThat(scanned.status()).isEqualTo(403);
        assertThat(scanned.body()).contains("Open the link in the other browser");
        assertThat(again.status()).isEqualTo(403);
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(completed(browser, inTheBrowser).body()).startsWith("> GET /wiki");
    }

    @Test
    void inAnotherBrowserTheLinkAndItsAnswerAreRefused() {
        World world = world();
        TestBrowser browser = world.browser();
        browser.open(World.WIKI);
        WebAnswer button = browser.get(link(world));
        TestBrowser thief = world.browser();
        WebAnswer own = thief.open(World.WIKI);
        String link = world.mailbox.mails().getFirst().link();

        WebAnswer opened = thief.get(link);
        WebAnswer sent =
                thief.post(
                        button.action(), own.filled(Map.of("link", button.fields().get("link"))));
        WebAnswer elsewhere =
                thief.post(own.action(), own.filled(Map.of("link", button.fields().get("link"))));

        assertThat(opened.status()).isEqualTo(403);
        assertThat(sent.status()).isEqualTo(400);
        assertThat(elsewhere.status()).isEqualTo(403);
        assertThat(thief.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(completed(browser, button).body()).startsWith("> GET /wiki");
    }

    @Test
    void aUsedLinkIsNoLongerValid() {
        World world = world();
        TestBrowser browser = world.browser();
        browser.open(World.WIKI);
        completed(browser, browser.get(link(world)));

        WebAnswer again = browser.get(link(world));

        assertThat(again.status()).isEqualTo(400);
        assertThat(again.body()).contains("This link is no longer valid");
    }

    @Test
    void aLateLinkIsRefused() {
        World world = world();
        TestBrowser browser = world.browser();
        browser.open(World.WIKI);
        WebAnswer button = browser.get(link(world));
        world.clock.advance(Duration.ofMinutes(10));

        WebAnswer opened = browser.get(link(world));
        WebAnswer sent = completed(browser, button);

        assertThat(opened.status()).isEqualTo(400);
        assertThat(sent.status()).isEqualTo(403);
        assertThat(sent.body()).contains("no longer valid. Ask for another mail.");
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
    }

    @Test
    void aLaterMailReplacesTheLink() {
        World world = world();
        TestBrowser browser = world.browser();
        WebAnswer waiting = browser.open(World.WIKI);
        String old = link(world);
        world.clock.advance(Duration.ofSeconds(30));

        browser.post(waiting.action(), waiting.filled(Map.of("send-again", "yes")));

        assertThat(link(world)).isNotEqualTo(old);
        assertThat(browser.get(old).status()).isEqualTo(400);
        assertThat(completed(browser, browser.get(link(world))).body()).startsWith("> GET /wiki");
    }

    @Test
    void theAddressOfTheLoginIsNothingWithoutTheSecretOfTheMail() {
        World world = world();
        TestBrowser browser = world.browser();
        WebAnswer waiting = browser.open(World.WIKI);

        WebAnswer guessed = browser.get(waiting.action() + "/visit?link=" + "A".repeat(43));
        WebAnswer empty = browser.get(waiting.action() + "/visit");
        WebAnswer sent = browser.post(waiting.action(), waiting.filled(Map.of("link", "")));

        assertThat(guessed.status()).isEqualTo(400);
        assertThat(empty.status()).isEqualTo(400);
        assertThat(sent.status()).isEqualTo(403);
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
    }

    @Test
    void aLoginThatWaitsForSomethingElseHasNoSuchPage() {
        World world = worlds.start(folder, Yaml.withMail("email_otp", ""));
        signIn(world);
        TestBrowser browser = world.browser();
        WebAnswer asked = browser.open(World.WIKI);

        WebAnswer visited = browser.get(asked.action() + "/visit?link=x");

        assertThat(visited.status()).isEqualTo(400);
        assertThat(
                        browser.follow(
                                        browser.post(
                                                asked.action(),
                                                asked.filled(
                                                        Map.of(
                                                                "code",
                                                                world.mailbox.last().code()))))
                                .body())
                .startsWith("> GET /wiki");
    }

    @Test
    void noLogLineHasTheSecretOrTheAddress() {
        World world = world();
        TestBrowser browser = world.browser();
        browser.open(World.WIKI);
        String secret = link(world).replaceAll(".*link=", "");

        world.browser().get(link(world));
        completed(browser, browser.get(link(world)));
        browser.get(link(world));

        assertThat(String.join("\n", world.log.lines()))
                .contains("kind=link_elsewhere", "kind=link_spent")
                .doesNotContain(secret, ADDRESS);
    }

    private World world() {
        World world = worlds.start(folder, YAML);
        signIn(world);
        return world;
    }

    private static void signIn(World world) {
        world.provider.signIn(
                Map.of(
                        "sub",
                        "1",
                        "preferred_username",
                        "ada",
                        "email",
                        ADDRESS,
                        "email_verified",
                        true));
    }

    private static String link(World world) {
        return world.mailbox.last().link();
    }

    private static WebAnswer completed(TestBrowser browser, WebAnswer button) {
        return browser.follow(browser.post(button.action(), button.fields()));
    }
}
