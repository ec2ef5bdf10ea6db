package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A code by mail as second step: who has it, when, how often, and what it leaves behind. */
final class EmailOtpTest {
    private static final String ADDRESS = "ada.canary@example.org";
    private static final String SESSION = "__Host-vestibule-session";
    private static final String YAML =
            Yaml.withMail("email_otp", "")
                    .replaceFirst(
                            "(?s)(wiki:.*?)allow: \"true\"",
                            "$1allow: '\"otp\" in steps.second.amr && \"email\" in steps.second.amr'");

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();

    @Test
    void theCodeFromTheMailCompletesTheStep() {
        World world = world(YAML);
        TestBrowser browser = world.browser();

        WebAnswer asked = browser.open(World.WIKI + "/page");
        WebAnswer app = answer(browser, asked, code(world));

        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.body())
                .contains("a•••@example.org", "one-time-code", "inputmode=\"numeric\"")
                .doesNotContain(ADDRESS);
        assertThat(app.body()).startsWith("> GET /wiki/page\n");
        assertThat(world.mailbox.mails()).hasSize(1);
        assertThat(world.mailbox.last().to()).isEqualTo(ADDRESS);
        assertThat(world.mailbox.last().html()).contains(code(world), "lang=\"en\"");
    }

    @Test
    void theMailIsInTheLanguageThatTheUserHasChosen() {
        World world = world(YAML);
        TestBrowser browser = world.browser();
        browser.get(World.GATEWAY + "/.vestibule/language?to=de&back=/");

        browser.open(World.WIKI);

        assertThat(world.mailbox.last().subject()).isEqualTo("Ihr Code für Vestibule");
        assertThat(world.mailbox.last().text()).contains("Geben Sie diesen Code ein");
        assertThat(world.mailbox.last().html()).contains("lang=\"de\"");
    }

    @Test
    void noLogLineHasTheCodeOrTheAddress() {
        World world = world(YAML);
        TestBrowser browser = world.browser();

        WebAnswer asked = browser.open(World.WIKI);
        WebAnswer wrong = answer(browser, asked, wrong(world));
        answer(browser, wrong, code(world));

        assertThat(String.join("\n", world.log.lines()))
                .contains("event=login outcome=completed")
                .doesNotContain(code(world), ADDRESS, "canary@");
    }

    @Test
    void anEmptyAnswerIsNoGuess() {
        World world = world(YAML);
        TestBrowser browser = world.browser();

        WebAnswer last = browser.open(World.WIKI);
        for (int time = 0; time < 10; time++) {
            last = answer(browser, last, " ");
        }

        assertThat(last.body()).contains("Enter the code from the mail.");
        assertThat(answer(browser, last, code(world)).body()).startsWith("> GET /wiki");
    }

    @Test
    void aLateCodeIsRefusedAndANewOneTaken() {
        World world = world(YAML);
        TestBrowser browser = world.browser();
        WebAnswer asked = browser.open(World.WIKI);
        world.clock.advance(Duration.ofMinutes(5));

        WebAnswer late = answer(browser, asked, code(world));
        WebAnswer again = again(browser, late);

        assertThat(late.status()).isEqualTo(403);
        assertThat(late.body()).contains("no longer valid");
        assertThat(again.body()).contains("A new code was sent to a•••@example.org");
        assertThat(answer(browser, again, code(world)).body()).startsWith("> GET /wiki");
    }

    @Test
    void theCodeOfAnotherLoginIsRefusedAndSoIsAUsedOne() {
        World world = world(YAML);
        TestBrowser first = world.browser();
        TestBrowser second = world.browser();
        WebAnswer one = first.open(World.WIKI);
        String code = code(world);
        WebAnswer other = second.open(World.WIKI);

        WebAnswer early = answer(second, other, code);
        WebAnswer right = answer(first, one, code);
        WebAnswer used = answer(second, early, code);

        assertThat(early.status()).isEqualTo(403);
        assertThat(right.body()).startsWith("> GET /wiki");
        assertThat(used.status()).isEqualTo(403);
        assertThat(second.cookies("localhost")).doesNotContainKey(SESSION);
    }

    @Test
    void afterFiveWrongAnswersTheRightOneIsRefused() {
        World world =
                world(YAML.replace("gateway:\n", "gateway:\n  protection: { attempts: 100 }\n"));
        TestBrowser browser = world.browser();
        WebAnswer last = browser.open(World.WIKI);
        for (int time = 0; time < 5; time++) {
            last = answer(browser, last, wrong(world));
            world.clock.advance(Duration.ofSeconds(10));
        }

        WebAnswer refused = answer(browser, last, code(world));

        assertThat(last.body()).contains("Too many wrong answers");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(answer(browser, again(browser, refused), code(world)).body())
                .startsWith("> GET /wiki");
    }

    /** Each in a login of its own: in one login only one of several answers is looked at. */
    @Test
    void fiftyGuessesAtOnceCountAsFifty() {
        World world = world(Yaml.withMail("email_otp", "mails: { hourly: 100 }"));
        List<TestBrowser> browsers = IntStream.range(0, 50).mapToObj(_ -> world.browser()).toList();
        List<WebAnswer> pages = browsers.stream().map(browser -> browser.open(World.WIKI)).toList();

        List<WebAnswer> answers =
                IntStream.range(0, 50)
                        .parallel()
                        .mapToObj(index ->
                                answer(browsers.get(index), pages.get(index), wrong(world)))
                        .toList();
        WebAnswer right = answer(browsers.getLast(), answers.getLast(), code(world));

        assertThat(answers).filteredOn(answer -> answer.status() == 403).hasSize(3);
        assertThat(answers).filteredOn(answer -> answer.status() == 429).hasSize(47);
        assertThat(right.status()).isEqualTo(429);
        assertThat(right.body()).contains("Too many wrong answers");
    }

    @Test
    void anotherMailNeedsAPauseAndThereAreFewOfThem() {
        World world = world(YAML);
        TestBrowser browser = world.browser();
        WebAnswer asked = browser.open(World.WIKI);
        String first = code(world);

        WebAnswer early = again(browser, asked);
        WebAnswer last = early;
        for (int time = 0; time < 4; time++) {
            world.clock.advance(Duration.ofSeconds(30));
            last = again(browser, last);
        }

        assertThat(early.status()).isEqualTo(429);
        assertThat(early.body()).contains("another one in 30 s");
        assertThat(world.mailbox.mails()).hasSize(4);
        assertThat(last.body()).contains("No further mail can be sent");
        WebAnswer old = answer(browser, last, first);
        assertThat(old.status()).isEqualTo(403);
        assertThat(answer(browser, old, code(world)).body()).startsWith("> GET /wiki");
    }

    @Test
    void anAccountGetsFewMailsInAnHour() {
        World world = world(Yaml.withMail("email_otp", "mails: { hourly: 2 }"));
        world.browser().open(World.WIKI);
        world.browser().open(World.WIKI);

        TestBrowser browser = world.browser();
        WebAnswer refused = browser.open(World.WIKI);
        world.clock.advance(Duration.ofMinutes(14));
        WebAnswer still = again(browser, refused);
        world.clock.advance(Duration.ofMinutes(47));
        WebAnswer again = browser.open(World.WIKI);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body()).contains("Too many mails were sent", "60 min");
        assertThat(still.body()).contains("46 min");
        assertThat(world.mailbox.mails()).hasSize(3);
        assertThat(answer(browser, again, code(world)).body()).startsWith("> GET /wiki");
    }

    @Test
    void aMailServerThatIsAwayIsSaidOnThePageAndInTheLogWithoutTheAddress() {
        World world = world(YAML);
        world.mailbox.close();

        WebAnswer page = world.browser().open(World.WIKI);

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.body()).contains("The mail could not be sent");
        assertThat(world.logged("request failed kind=mail_unavailable", "cannot be reached"))
                .doesNotContain(ADDRESS);
    }

    @Test
    void anAccountWithoutAnAddressCannotUseIt() {
        World world = world(YAML);
        world.provider.signIn(Map.of("sub", "2", "preferred_username", "bob"));

        WebAnswer page = world.browser().open(World.WIKI);

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("Your account has no second factor");
        assertThat(world.mailbox.mails()).isEmpty();
    }

    @Test
    void aCodeByMailConfirmsTheUserOnTheAccountPage() {
        World world = world(YAML);
        TestBrowser browser = world.browser();
        answer(browser, browser.open(World.WIKI), code(world));
        world.clock.advance(Duration.ofMinutes(11));
        String account = World.GATEWAY + "/.vestibule/account";
        String token = browser.open(account).fields().getOrDefault("csrf", "");

        WebAnswer asked = browser.follow(browser.post(account + "/confirm", Map.of("csrf", token)));
        WebAnswer confirmed = answer(browser, asked, code(world));

        assertThat(asked.body()).contains("a•••@example.org", "one-time-code");
        assertThat(confirmed.body()).contains("Thank you");
    }

    private World world(String yaml) {
        World world = worlds.start(folder, yaml);
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
        return world;
    }

    private static String code(World world) {
        return world.mailbox.last().code();
    }

    private static String wrong(World world) {
        return code(world).equals("000000") ? "000001" : "000000";
    }

    private static WebAnswer answer(TestBrowser browser, WebAnswer page, String code) {
        return browser.follow(browser.post(page.action(), page.filled(Map.of("code", code))));
    }

    private static WebAnswer again(TestBrowser browser, WebAnswer page) {
        return browser.post(page.action(), page.filled(Map.of("send-again", "yes")));
    }
}
