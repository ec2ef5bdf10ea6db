package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/** What a flow asks its users for: consent, and details. */
final class AskTest {
    private static final String SESSION = "__Host-vestibule-session";
    private static final String CONSENT =
            steps(
                    "{ id: terms, ask: { consent: { version: '1', text: 'Terms <b>',"
                            + " link: 'https://example.org/terms' } } }");
    private static final String FIELDS =
            steps(
                    "{ id: details, ask: { fields: {"
                            + " phone: { label: Phone, required: true, pattern: '[+][0-9]+' },"
                            + " mail: { label: Mail, type: email },"
                            + " unit: { label: Unit, type: choice, choices: [Blue, Red] } } } }",
                    "{ deny: 'Red stays out.',"
                            + " when: 'has(steps.details.values.unit)"
                            + " && steps.details.values.unit == \"Red\"' }");

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();

    private static String steps(String... steps) {
        StringBuilder flow = new StringBuilder("$1");
        for (String step : steps) {
            flow.append("      - ").append(step.replace("$", "\\$")).append('\n');
        }
        return Yaml.STANDARD.replaceFirst(
                "(staff:\n    steps:\n      - id: first\n        authenticate: \\[alpha]\n)",
                flow.toString());
    }

    @Test
    void consentIsAskedOnceForEachAccountAndAgainForAnotherVersion() {
        World world = worlds.start(folder, CONSENT);
        TestBrowser first = world.browser();

        WebAnswer page = first.open(World.WIKI + "/page");
        WebAnswer app =
                first.follow(first.post(page.action(), page.filled(Map.of("decision", "agree"))));
        world.restartGateway();
        WebAnswer again = world.browserOfAnotherNode().open(World.WIKI + "/page");
        world.write("vestibule.yaml", CONSENT.replace("version: '1'", "version: '2'"));
        world.eventually(() -> world.browser().open(World.WIKI).body().contains("I agree"));

        assertThat(page.body())
                .contains("Terms &lt;b&gt;</a>", "href=\"https://example.org/terms\"");
        assertThat(app.body()).startsWith("> GET /wiki/page\n");
        assertThat(again.body()).startsWith("> GET /wiki/page\n");
    }

    @Test
    void whoDeclinesIsNotSignedInAndIsAskedAgain() {
        World world = worlds.start(folder, CONSENT);
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);

        WebAnswer declined =
                browser.post(page.action(), page.filled(Map.of("decision", "decline")));
        WebAnswer again = browser.open(World.WIKI);

        assertThat(declined.status()).isEqualTo(403);
        assertThat(declined.body()).contains("You did not agree");
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(again.body()).contains("I agree");
    }

    @Test
    void anAnswerThatSaysNeitherChangesNothing() {
        World world = worlds.start(folder, CONSENT);
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);

        WebAnswer refused = browser.post(page.action(), page.fields());
        WebAnswer app =
                browser.follow(
                        browser.post(page.action(), page.filled(Map.of("decision", "agree"))));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(app.status()).isEqualTo(200);
    }

    @Test
    void aConditionThatFailsAsks() {
        String failing = CONSENT.replace("{ id: terms,", "{ id: terms, when: claims.none == '',");
        World world = worlds.start(folder, failing);

        assertThat(world.browser().open(World.WIKI).body()).contains("I agree");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceAndNothingIsLost() {
        World world = worlds.start(folder, FIELDS);
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI + "/page");

        WebAnswer wrong = browser.post(page.action(), page.filled(typed("12", "me", "Green")));
        WebAnswer app =
                browser.follow(
                        browser.post(wrong.action(), wrong.filled(typed("+12", "", "Blue"))));

        assertThat(wrong.body())
                .contains(
                        "Phone: this does not have the expected form.",
                        "Mail: enter an email address",
                        "Unit: choose one of the values.",
                        "value=\"12\"",
                        "value=\"me\"");
        assertThat(app.body()).startsWith("> GET /wiki/page\n");
    }

    @Test
    void aFieldThatIsRequiredIsNotLeftEmpty() {
        World world = worlds.start(folder, FIELDS);
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);

        WebAnswer wrong = browser.post(page.action(), page.filled(typed("", "", "")));

        assertThat(wrong.body()).contains("Phone: fill this in.").doesNotContain("Mail: enter");
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
    }

    @Test
    void laterConditionsReadTheValues() {
        World world = worlds.start(folder, FIELDS);
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);

        WebAnswer denied = browser.post(page.action(), page.filled(typed("+12", "", "Red")));

        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.body()).contains("Red stays out.");
    }

    @Test
    void anAnswerWithoutAFieldChangesNothing() {
        World world = worlds.start(folder, FIELDS);
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);

        WebAnswer refused =
                browser.post(
                        page.action(),
                        Map.of("csrf", page.fields().get("csrf"), "field.phone", "+12"));
        WebAnswer app =
                browser.follow(browser.post(page.action(), page.filled(typed("+12", "", ""))));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(app.status()).isEqualTo(200);
    }

    private static Map<String, String> typed(String phone, String mail, String unit) {
        return Map.of("field.phone", phone, "field.mail", mail, "field.unit", unit);
    }
}
