package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a person is asked before their account is written for the first time. */
final class FirstLoginTest {
    private static final String PASSWORD = "canary correct horse battery";
    private static final String SESSION = "__Host-vestibule-session";

    @TempDir private Path folder;
    @RegisterExtension final Worlds worlds = new Worlds();

    @Test
    void consentShowsWhatIsGoingToBeStoredAndWhereItComesFrom() {
        World world = asking("consent");

        WebAnswer page = world.browser().open(World.WIKI);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("alpha has confirmed who you are")
                .contains("<dt>Email address</dt>\n<dd>ada@example.org</dd>")
                .contains("<dt>Family name</dt>\n<dd>King</dd>")
                .contains("<dd>engineering</dd>")
                .doesNotContain("name=\"username\"", "name=\"password\"", "<script");
        assertThat(world.directory.people()).isEmpty();
    }

    @Test
    void whoAgreesHasTheAccountAndIsSignedIn() {
        World world = asking("consent");
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI + "/page");

        WebAnswer app = browser.follow(browser.post(page.action(), agreed(page, Map.of())));

        assertThat(app.body()).startsWith("> GET /wiki/page\n");
        assertThat(world.directory.person("ada").getAttributeValue("mail"))
                .isEqualTo("ada@example.org");
    }

    @Test
    void nobodyIsAskedTwice() {
        World world = asking("username-and-password");
        answer(world, world.browser(), Map.of("username", "lovelace"));

        WebAnswer app = world.browser().open(World.WIKI);

        assertThat(app.received("x-forwarded-user")).isEqualTo("lovelace");
    }

    @Test
    void whoDeclinesHasNeitherAccountNorSession() {
        World world = asking("consent");
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);

        WebAnswer declined =
                browser.post(page.action(), page.filled(Map.of("decision", "decline")));

        assertThat(declined.status()).isEqualTo(403);
        assertThat(declined.body()).contains("No account was created");
        assertThat(declined.next()).contains("/.vestibule/login?app=wiki");
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(world.directory.people()).isEmpty();
    }

    @Test
    void theMappedNameIsProposedAndAnotherMayBeChosen() {
        World world = asking("username");
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);

        WebAnswer app =
                browser.follow(
                        browser.post(
                                page.action(), agreed(page, Map.of("username", " Lovelace "))));

        assertThat(page.body()).contains("value=\"ada\"");
        assertThat(app.received("x-forwarded-user")).isEqualTo("lovelace");
        assertThat(world.directory.people()).hasSize(1);
    }

    @Test
    void aTakenNameIsAnsweredOnTheSamePageWithAFreeOne() {
        World world = asking("username");
        answer(world, world.browser(), Map.of("username", "countess"));
        world.provider.signIn(Map.of("sub", "2", "preferred_username", "augusta"));
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);

        WebAnswer again = browser.post(page.action(), agreed(page, Map.of("username", "Countess")));

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body())
                .contains("Another user has this username", "value=\"countess2\"")
                .contains("aria-invalid=\"true\"");
        assertThat(world.directory.people()).hasSize(1);
    }

    @Test
    void aNameThatApplicationsGiveRightsToIsNobodysToChoose() {
        World world = asking("username");
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);

        WebAnswer again = browser.post(page.action(), agreed(page, Map.of("username", "Root")));

        assertThat(again.status()).isEqualTo(422);
        assertThat(world.directory.people()).isEmpty();
    }

    @Test
    void everyProblemOfAnAnswerIsToldAtOnce() {
        World world = asking("username-and-password");
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);

        WebAnswer again =
                browser.post(
                        page.action(),
                        agreed(
                                page,
                                Map.of("username", "root", "password", "short", "repeated", "x")));

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body())
                .contains(
                        "href=\"#username\">This username cannot be chosen",
                        "href=\"#password\">The password is too short",
                        "href=\"#repeated\">The two passwords are different");
        assertThat(world.directory.people()).isEmpty();
    }

    @Test
    void namesCannotBeTriedOneAfterTheOther() {
        World world = asking("username");
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);
        for (int tries = 0; tries < 10; tries++) {
            page = browser.post(page.action(), agreed(page, Map.of("username", "root")));
        }

        WebAnswer end = browser.post(page.action(), agreed(page, Map.of("username", "root")));

        assertThat(end.status()).isEqualTo(429);
        assertThat(end.body()).contains("Too many attempts");
    }

    @Test
    void theTypedPasswordOpensTheAccountAndIsKeptAsAHash() throws LDAPException {
        World world = asking("username-and-password");

        answer(world, world.browser(), Map.of("username", "lovelace"));

        String dn = world.directory.person("lovelace").getDN();
        assertThat(bind(world, dn, PASSWORD)).isEqualTo(ResultCode.SUCCESS);
        assertThat(bind(world, dn, PASSWORD + "x")).isEqualTo(ResultCode.INVALID_CREDENTIALS);
        assertThat(world.directory.person("lovelace").getAttributeValue("userPassword"))
                .startsWith("{")
                .doesNotContain("canary");
        assertThat(world.log.lines()).noneMatch(line -> line.contains("canary correct"));
    }

    @Test
    void aWeakPasswordIsAskedForAgainAndNeverShown() {
        World world = asking("username-and-password");
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);

        WebAnswer guessable = send(browser, page, "my name is lovelace", "my name is lovelace");
        WebAnswer brief = send(browser, guessable, "canary", "canary");
        WebAnswer different = send(browser, brief, PASSWORD, PASSWORD + "?");

        assertThat(guessable.body()).contains("contains your username", "value=\"lovelace\"");
        assertThat(brief.body()).contains("too short").doesNotContain("canary");
        assertThat(different.body())
                .contains("two passwords are different")
                .doesNotContain("canary");
        assertThat(world.directory.people()).isEmpty();
    }

    @Test
    void aTryAgainKeepsWhatWasTyped() throws LDAPException {
        World world = asking("username-and-password");
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);
        world.directory.stop();
        WebAnswer waiting = send(browser, page, PASSWORD, PASSWORD);
        world.directory.startAgain();

        WebAnswer app = browser.follow(browser.post(waiting.action(), waiting.fields()));

        assertThat(waiting.status()).isEqualTo(503);
        assertThat(waiting.body()).doesNotContain("canary");
        assertThat(app.received("x-forwarded-user")).isEqualTo("lovelace");
        String dn = world.directory.person("lovelace").getDN();
        assertThat(bind(world, dn, PASSWORD)).isEqualTo(ResultCode.SUCCESS);
        assertThat(world.provider.requests(Endpoint.AUTHORIZE)).isEqualTo(1);
    }

    @Test
    void anAnswerWithoutADecisionOrWithoutItsTokenChangesNothing() {
        World world = asking("consent");
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);
        Map<String, String> untokened = agreed(page, Map.of());
        untokened.remove("csrf");

        WebAnswer empty = browser.post(page.action(), page.fields());
        WebAnswer forged = browser.post(page.action(), untokened);

        assertThat(empty.status()).isEqualTo(400);
        assertThat(forged.status()).isEqualTo(403);
        assertThat(world.directory.people()).isEmpty();
        assertThat(browser.follow(browser.post(page.action(), agreed(page, Map.of()))).status())
                .isEqualTo(200);
    }

    @Test
    void anotherBrowsersAnswerChangesNothing() {
        World world = asking("consent");
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);
        TestBrowser thief = world.browser();
        WebAnswer own = thief.open(World.WIKI);

        WebAnswer refused = thief.post(page.action(), agreed(own, Map.of()));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(world.directory.people()).isEmpty();
    }

    @Test
    void anAnswerThatIsSentTwiceGoesStraightToTheDestination() {
        World world = asking("consent");
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI + "/page");
        browser.follow(browser.post(page.action(), agreed(page, Map.of())));

        WebAnswer again = browser.follow(browser.post(page.action(), agreed(page, Map.of())));

        assertThat(again.body()).startsWith("> GET /wiki/page\n");
        assertThat(world.directory.people()).hasSize(1);
    }

    @Test
    void anAnswerToAQuestionThatWasNotAskedChangesNothing() {
        World world = asking("consent");
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);

        browser.follow(
                browser.post(
                        page.action(),
                        agreed(page, Map.of("username", "root", "password", PASSWORD))));

        assertThat(world.directory.person("ada").hasAttribute("userPassword")).isFalse();
    }

    @Test
    void anEarlyAnswerWhileTheWayIsStillBeingChosenChangesNothing() {
        World world = asking("consent");
        TestBrowser browser = world.browser();
        WebAnswer chooser = browser.open(World.GATEWAY + "/forum");
        String key = chooser.link("alpha").replaceAll(".*/login/([^?]*).*", "$1");
        WebAnswer page = browser.open(World.WIKI);

        WebAnswer refused =
                browser.post(World.GATEWAY + "/.vestibule/login/" + key, agreed(page, Map.of()));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(world.directory.people()).isEmpty();
    }

    private World asking(String prompt) {
        World started =
                worlds.start(
                        folder,
                        Yaml.STANDARD.replaceFirst(
                                "enabled: true", "enabled: true\n      prompt: " + prompt));
        started.provider.signIn(
                Map.of(
                        "sub",
                        "1",
                        "preferred_username",
                        "ada",
                        "family_name",
                        "King",
                        "email",
                        "ada@example.org",
                        "email_verified",
                        true,
                        "groups",
                        List.of("engineering")));
        return started;
    }

    private static WebAnswer answer(World world, TestBrowser browser, Map<String, String> fields) {
        WebAnswer page = browser.open(World.WIKI);
        Map<String, String> answer = agreed(page, fields);
        answer.put("password", PASSWORD);
        answer.put("repeated", PASSWORD);
        return browser.follow(browser.post(page.action(), answer));
    }

    private static WebAnswer send(
            TestBrowser browser, WebAnswer page, String password, String repeated) {
        return browser.post(
                page.action(),
                agreed(
                        page,
                        Map.of(
                                "username",
                                "lovelace",
                                "password",
                                password,
                                "repeated",
                                repeated)));
    }

    private static Map<String, String> agreed(WebAnswer page, Map<String, String> fields) {
        Map<String, String> answer = page.filled(fields);
        answer.put("decision", "agree");
        return answer;
    }

    private static ResultCode bind(World world, String dn, String password) throws LDAPException {
        try (LDAPConnection ldap = new LDAPConnection("127.0.0.1", world.directory.port())) {
            return ldap.bind(dn, password).getResultCode();
        } catch (LDAPException refused) {
            return refused.getResultCode();
        }
    }
}
