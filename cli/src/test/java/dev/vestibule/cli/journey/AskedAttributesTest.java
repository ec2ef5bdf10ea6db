package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.SearchResultEntry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** At the first login people are asked for what their provider does not say, and no more. */
final class AskedAttributesTest {
    @TempDir private Path folder;
    @RegisterExtension final Worlds worlds = new Worlds();

    @Test
    void whatIsMissingIsAskedForAndWhatIsThereIsNot() {
        World world = asking(Map.of("given_name", "Ada"));

        WebAnswer page = world.browser().open(World.WIKI);

        assertThat(page.body())
                .contains("<dt>First name</dt>", "<dd>Ada</dd>")
                .contains("alpha did not send everything that is needed")
                .contains("<label for=\"attribute.mobile\">Mobile phone</label>")
                .contains("type=\"tel\"", "autocomplete=\"tel\"")
                .doesNotContain("attribute.givenName", "attribute.mail", "<script");
    }

    @Test
    void whoseProviderSaysEverythingIsAskedForNothingMore() {
        World world = asking(Map.of("given_name", "Ada", "phone_number", "+44 1"));

        WebAnswer page = world.browser().open(World.WIKI);

        assertThat(page.body())
                .contains("<dd>+44 1</dd>")
                .doesNotContain("did not send everything", "attribute.mobile");
    }

    @Test
    void whatIsTypedIsStoredAndNeverAskedForAgain() {
        World world = asking(Map.of("given_name", "Ada"));
        answer(world, world.browser(), Map.of("attribute.mobile", "  +44 20 7946 0000 "));

        WebAnswer later = world.browser().open(World.WIKI);

        assertThat(later.received("x-forwarded-user")).isEqualTo("ada");
        assertThat(ada(world).getAttributeValue("mobile")).isEqualTo("+44 20 7946 0000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\u0000b", "a\nb", "a\u202eb"})
    void whatCannotBeStoredIsAskedForOnceMore(String typed) {
        World world = asking(Map.of("given_name", "Ada"));
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);

        WebAnswer again =
                browser.post(page.action(), agreed(page, Map.of("attribute.mobile", typed)));

        assertThat(again.status()).isEqualTo(422);
        assertThat(world.directory.people()).isEmpty();
    }

    @Test
    void theMistakeIsNamedAndTheFieldIsMarked() {
        World world = asking(Map.of());
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);

        WebAnswer again =
                browser.post(
                        page.action(),
                        agreed(
                                page,
                                Map.of(
                                        "attribute.mobile",
                                        "x".repeat(129),
                                        "attribute.givenName",
                                        "<b>Ada</b>")));

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body())
                .contains("role=\"alert\"", "Mobile phone: enter at most 128 visible characters")
                .contains("aria-invalid=\"true\"")
                .contains("value=\"&lt;b>Ada&lt;/b>\"")
                .doesNotContain("<b>Ada");
        assertThat(world.directory.people()).isEmpty();
    }

    @Test
    void whatTheDirectoryRefusesIsAskedForOnceMoreWithNothingWritten() {
        World world = asking(Map.of("given_name", "Ada"));
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);

        WebAnswer again =
                browser.post(page.action(), agreed(page, Map.of("attribute.mobile", "ring me!§")));

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body()).contains("Mobile phone: this cannot be stored in that form");
        assertThat(world.directory.people()).isEmpty();
        assertThat(
                        browser.follow(
                                        browser.post(
                                                again.action(),
                                                agreed(again, Map.of("attribute.mobile", "+44 1"))))
                                .received("x-forwarded-user"))
                .isEqualTo("ada");
    }

    @Test
    void noFieldBesideTheAskedOnesIsRead() {
        World world = asking(Map.of("given_name", "Ada"));
        Map<String, String> forged = new HashMap<>();
        forged.put("attribute.mobile", "+44 1");
        for (String name :
                new String[] {
                    "givenName",
                    "mail",
                    "sn",
                    "uid",
                    "employeeNumber",
                    "userPassword",
                    "objectClass",
                    "memberOf",
                    "vestibuleFederatedIdentity",
                    "vestibuleGrantedGroup",
                    "vestibuleDisabled"
                }) {
            forged.put("attribute." + name, "forged");
        }
        forged.put("username", "root");
        forged.put("groups", "admins");

        WebAnswer app = answer(world, world.browser(), forged);

        assertThat(app.received("x-forwarded-user")).isEqualTo("ada");
        assertThat(app.received("x-forwarded-groups")).isEmpty();
        assertThat(ada(world).toLDIFString()).doesNotContain("forged");
        assertThat(ada(world).getAttributeValue("vestibuleFederatedIdentity")).endsWith(" 1");
    }

    @Test
    void theTypedValueStaysWhileTheProviderIsSilentAndFollowsItAfterwards() {
        World world =
                asking(
                        Map.of("given_name", "Ada"),
                        "      on-missing: clear\n      prompt: consent\n");
        answer(world, world.browser(), Map.of("attribute.mobile", "+44 1"));

        world.browser().open(World.WIKI);
        String silent = ada(world).getAttributeValue("mobile");
        world.provider.signIn(person(Map.of("given_name", "Ada", "phone_number", "+44 2")));
        world.browser().open(World.WIKI);

        assertThat(silent).isEqualTo("+44 1");
        assertThat(ada(world).getAttributeValue("mobile")).isEqualTo("+44 2");
    }

    @Test
    void whatNoClaimHoldsIsAskedForBesideNameAndPassword() {
        World world =
                worlds.start(
                        folder,
                        Yaml.STANDARD
                                .replaceFirst(
                                        "enabled: true\n",
                                        "enabled: true\n      prompt: username-and-password\n")
                                .replaceFirst(
                                        "      attributes:\n",
                                        "      attributes:\n        title: { prompt: true }\n"));
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);
        String password = "canary correct horse battery";
        Map<String, String> answer =
                Map.of(
                        "attribute.title",
                        "Countess",
                        "username",
                        "lovelace",
                        "password",
                        password,
                        "repeated",
                        "something else altogether");

        WebAnswer again = browser.post(page.action(), agreed(page, answer));
        Map<String, String> right = new HashMap<>(answer);
        right.put("repeated", password);
        WebAnswer app = browser.follow(browser.post(again.action(), agreed(again, right)));

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body())
                .contains("value=\"Countess\"", "value=\"lovelace\"")
                .doesNotContain("canary");
        assertThat(app.received("x-forwarded-user")).isEqualTo("lovelace");
        assertThat(world.directory.person("lovelace").getAttributeValue("title"))
                .isEqualTo("Countess");
    }

    @Test
    void aTryAgainKeepsWhatWasTyped() {
        World world = asking(Map.of("given_name", "Ada"));
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);
        world.directory.stop();
        WebAnswer waiting =
                browser.post(page.action(), agreed(page, Map.of("attribute.mobile", "+44 1")));
        world.directory.startAgain();
        world.clock.advance(Duration.ofSeconds(1));

        browser.follow(browser.post(waiting.action(), waiting.fields()));

        assertThat(waiting.status()).isEqualTo(503);
        assertThat(ada(world).getAttributeValue("mobile")).isEqualTo("+44 1");
    }

    private static SearchResultEntry ada(World world) {
        return world.directory.person("ada");
    }

    private World asking(Map<String, Object> claims) {
        return asking(claims, "      prompt: consent\n");
    }

    private World asking(Map<String, Object> claims, String more) {
        World started =
                worlds.start(
                        folder,
                        Yaml.STANDARD
                                .replaceFirst("enabled: true\n", "enabled: true\n" + more)
                                .replaceFirst(
                                        "      attributes:\n",
                                        """
                                              attributes:
                                                mobile: { value: claims.phone_number, prompt: true }
                                                givenName: { value: claims.given_name, prompt: true }
                                        """));
        started.provider.signIn(person(claims));
        return started;
    }

    private static Map<String, Object> person(Map<String, Object> claims) {
        Map<String, Object> person = new HashMap<>(claims);
        person.put("sub", "1");
        person.put("preferred_username", "ada");
        return person;
    }

    private static WebAnswer answer(World world, TestBrowser browser, Map<String, String> fields) {
        WebAnswer page = browser.open(World.WIKI);
        return browser.follow(browser.post(page.action(), agreed(page, fields)));
    }

    private static Map<String, String> agreed(WebAnswer page, Map<String, String> fields) {
        Map<String, String> answer = page.filled(fields);
        answer.put("decision", "agree");
        return answer;
    }
}
