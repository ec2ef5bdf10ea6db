package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A person whose account was there before proves with its password that it is theirs. */
class ConfirmJourneyTest {
    private static final String PASSWORD = "canary staple battery horse";
    private static final String LINK = "vestibuleFederatedIdentity";
    private static final String SESSION = "__Host-vestibule-session";

    @TempDir private Path folder;
    @RegisterExtension final Worlds worlds = new Worlds();

    @Test
    void theAccountsPasswordLinksItAndSignsIn() {
        World world = asking();
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI + "/page");

        WebAnswer app = browser.follow(browser.post(page.action(), mine(page, PASSWORD)));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("type=\"password\"").doesNotContain("<script", "uid=");
        assertThat(app.body()).startsWith("> GET /wiki/page\n");
        assertThat(app.received("x-forwarded-user")).isEqualTo("countess");
        assertThat(world.directory.people()).hasSize(1);
        assertThat(world.directory.person("countess").getAttributeValue(LINK)).endsWith(" 1");
        assertThat(world.log.lines()).noneMatch(line -> line.contains(PASSWORD));
    }

    @Test
    void aWrongPasswordIsAskedForAgainAndTheThirdEndsTheLogin() {
        World world = asking();
        TestBrowser browser = world.browser();
        WebAnswer first = browser.open(World.WIKI);
        WebAnswer second = browser.post(first.action(), mine(first, "wrong"));
        WebAnswer third = browser.post(second.action(), mine(second, "wrong"));

        WebAnswer end = browser.post(third.action(), mine(third, "wrong"));

        assertThat(second.body()).contains("role=\"alert\"");
        assertThat(end.body()).doesNotContain("type=\"password\"");
        assertThat(end.status()).isEqualTo(403);
        assertNobodyCameIn(world, browser);
    }

    @Test
    void anEmptyPasswordProvesNothing() {
        World world = asking();
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);

        WebAnswer answer = browser.post(page.action(), mine(page, ""));

        assertThat(answer.status()).isEqualTo(400);
        assertNobodyCameIn(world, browser);
    }

    @Test
    void whoSaysThatItIsNotTheirsGetsNoSecondAccount() {
        World world = asking();
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);

        WebAnswer answer =
                browser.post(
                        page.action(), page.filled(Map.of("answer", "not-mine", "password", "")));

        assertThat(answer.status()).isEqualTo(403);
        assertNobodyCameIn(world, browser);
    }

    @Test
    void anotherBrowserCannotAnswer() {
        World world = asking();
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);
        TestBrowser thief = world.browser();
        WebAnswer own = thief.open(World.WIKI);
        Map<String, String> stolen = mine(page, PASSWORD);
        stolen.put("csrf", own.fields().getOrDefault("csrf", ""));

        WebAnswer answer = thief.post(page.action(), stolen);

        assertThat(answer.status()).isBetween(400, 499);
        assertNobodyCameIn(world, thief);
    }

    @Test
    void withoutTheTokenOfThePageNothingIsLinked() {
        World world = asking();
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);
        Map<String, String> fields = mine(page, PASSWORD);
        fields.remove("csrf");

        WebAnswer answer = browser.post(page.action(), fields);

        assertThat(answer.status()).isEqualTo(403);
        assertNobodyCameIn(world, browser);
    }

    @Test
    void aPageThatWasAnsweredIsNotAnsweredAgain() {
        World world = asking();
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);
        browser.post(page.action(), mine(page, "wrong"));

        WebAnswer answer = browser.post(page.action(), mine(page, PASSWORD));

        assertThat(answer.redirects()).isTrue();
        assertThat(answer.location()).contains("/.vestibule/login?app=wiki");
        assertNobodyCameIn(world, browser);
    }

    @Test
    void wrongPasswordsAtSeveralNodesCountTogether() {
        World world = asking();
        wrongly(world.browser(), 2);
        TestBrowser elsewhere = world.browserOfAnotherNode();
        wrongly(elsewhere, 2);

        for (TestBrowser browser : List.of(world.browser(), elsewhere)) {
            WebAnswer page = browser.open(World.WIKI);
            WebAnswer refused = browser.post(page.action(), mine(page, PASSWORD));

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).contains("role=\"alert\"");
            assertNobodyCameIn(world, browser);
        }
    }

    @Test
    void afterAQuarterOfAnHourTheRightPasswordWorksAgain() {
        World world = asking();
        wrongly(world.browser(), 2);
        wrongly(world.browser(), 2);
        world.clock.advance(Duration.ofMinutes(15).plusSeconds(1));
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);

        WebAnswer app = browser.follow(browser.post(page.action(), mine(page, PASSWORD)));

        assertThat(app.received("x-forwarded-user")).isEqualTo("countess");
    }

    @Test
    void anAttemptThatTheDirectoryCouldNotTakeDoesNotCount() {
        World world = asking();
        wrongly(world.browser(), 2);
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);
        wrongly(world.browser(), 1);
        world.directory.stop();
        WebAnswer waiting = browser.post(page.action(), mine(page, PASSWORD));
        world.directory.startAgain();
        WebAnswer asked = browser.post(waiting.action(), waiting.fields());

        WebAnswer app = browser.follow(browser.post(asked.action(), mine(asked, PASSWORD)));

        assertThat(waiting.status()).isEqualTo(503);
        assertThat(app.received("x-forwarded-user")).isEqualTo("countess");
    }

    private static void wrongly(TestBrowser browser, int times) {
        WebAnswer page = browser.open(World.WIKI);
        for (int time = 0; time < times; time++) {
            page = browser.post(page.action(), mine(page, "wrong"));
        }
    }

    private static void assertNobodyCameIn(World world, TestBrowser browser) {
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(world.directory.people()).hasSize(1);
        assertThat(world.directory.person("countess").hasAttribute(LINK)).isFalse();
    }

    private static Map<String, String> mine(WebAnswer page, String password) {
        return page.filled(Map.of("answer", "mine", "password", password));
    }

    private World asking() {
        String mapped = "      username: claims.preferred_username\n";
        World started =
                worlds.start(
                        folder,
                        Yaml.STANDARD.replaceFirst(
                                mapped, mapped + "      existing-account: confirm\n"));
        started.directory.add("countess", "ada@example.org", PASSWORD);
        started.provider.signIn(
                Map.of(
                        "sub", "1",
                        "preferred_username", "ada",
                        "email", "ada@example.org",
                        "email_verified", true));
        return started;
    }
}
