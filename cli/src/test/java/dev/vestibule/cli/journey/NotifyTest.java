package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A mail to the user's account: to which address, what it can say, how often. */
final class NotifyTest {
    private static final String SESSION = "__Host-vestibule-session";
    private static final String ADDRESS = "ada.canary@example.org";
    private static final String TEXT = "'\"Hello \" + claims.nick'";

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();

    @Test
    void theMailGoesToTheAccountsAddressAndIsPlainText() {
        World world = world("subject: A new sign-in, text: " + TEXT);
        signIn(world, Map.of("nick", "<b>Ada</b>\r\nBcc: all@example.org\r\n.\0\r\n"));

        WebAnswer app = world.browser().open(World.WIKI);
        world.eventually(() -> !world.mailbox.mails().isEmpty());

        assertThat(app.body()).startsWith("> GET /wiki");
        assertThat(world.mailbox.mails()).hasSize(1);
        assertThat(world.mailbox.last().to()).isEqualTo(ADDRESS);
        assertThat(world.mailbox.last().subject()).isEqualTo("A new sign-in");
        assertThat(world.mailbox.last().text())
                .startsWith("Hello <b>Ada</b>\nBcc: all@example.org\n.?");
        assertThat(world.mailbox.last().html()).isEmpty();
    }

    @Test
    void noMoreThanFiveMailsAreSentWithinAnHour() {
        World world = world("subject: Hello, on-error: deny, text: " + TEXT);
        signIn(world, Map.of("nick", "Ada"));
        for (int login = 0; login < 5; login++) {
            assertThat(world.browser().open(World.WIKI).body()).startsWith("> GET /wiki");
        }
        TestBrowser sixth = world.browser();

        WebAnswer refused = sixth.open(World.WIKI);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(sixth.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(world.mailbox.mails()).hasSize(5);
    }

    @Test
    void aMailThatIsNotSentStopsTheLoginOnlyWhereTheStepSaysSo() {
        World world = world("subject: Hello, text: " + TEXT);
        signIn(world, Map.of());

        WebAnswer app = world.browser().open(World.WIKI);
        world.eventually(() -> world.has("event=mail_not_sent flow=staff step=told"));

        assertThat(app.body()).startsWith("> GET /wiki");
        assertThat(world.mailbox.mails()).isEmpty();
        assertThat(String.join("\n", world.log.lines())).doesNotContain(ADDRESS);
    }

    @Test
    void aConditionThatFailsSendsTheMailAndRepeatedFormsSendNoOther() {
        World world =
                world("subject: Hello, on-error: deny, text: " + TEXT, ", when: claims.no == 1");
        signIn(world, Map.of("nick", "Ada"));
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);

        browser.post(page.action(), Map.of());
        assertThat(world.mailbox.mails()).isEmpty();
        browser.post(page.action(), page.fields());
        browser.post(page.action(), page.fields());

        assertThat(world.mailbox.mails()).hasSize(1);
    }

    private World world(String mail) {
        return start("      - { id: told, notify: { " + mail + " } }\n");
    }

    private World world(String mail, String condition) {
        return start(
                "      - notice: Welcome.\n      - { id: told, notify: { %s }%s }\n"
                        .formatted(mail, condition));
    }

    private World start(String steps) {
        String first = "staff:\n    steps:\n      - id: first\n        authenticate: [alpha]\n";
        return worlds.start(
                folder,
                Yaml.STANDARD.replace(first, first + steps)
                        + "mail: { server: \"@MAIL@\", from: login@example.org }\n");
    }

    private static void signIn(World world, Map<String, Object> more) {
        Map<String, Object> claims = new HashMap<>(more);
        claims.put("sub", "1");
        claims.put("preferred_username", "ada");
        claims.put("email", ADDRESS);
        claims.put("email_verified", true);
        world.provider.signIn(claims);
    }
}
