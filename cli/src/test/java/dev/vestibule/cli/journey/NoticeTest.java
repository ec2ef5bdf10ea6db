package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/** A text that users read before they go on. */
final class NoticeTest {
    private static final String AFTER =
            Yaml.STANDARD.replaceFirst(
                    "(staff:\n    steps:\n      - id: first\n        authenticate: \\[alpha]\n)",
                    "$1      - notice: 'Hours: 9 to 5 <b>only</b>.'\n");
    private static final String BEFORE =
            Yaml.STANDARD.replaceFirst(
                    "(staff:\n    steps:\n)", "$1      - notice: 'Hours: 9 to 5 <b>only</b>.'\n");

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();

    @Test
    void theUserReadsTheTextAndGoesOn() {
        World world = worlds.start(folder, AFTER);
        TestBrowser browser = world.browser();

        WebAnswer page = browser.open(World.WIKI + "/page");
        WebAnswer app = browser.follow(browser.post(page.action(), page.fields()));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("Hours: 9 to 5 &lt;b&gt;only&lt;/b&gt;.", ">Continue<");
        assertThat(app.body()).startsWith("> GET /wiki/page\n");
        assertThat(world.directory.people()).hasSize(1);
    }

    @Test
    void beforeTheFirstSignInItLeadsToTheProvider() {
        World world = worlds.start(folder, BEFORE);
        TestBrowser browser = world.browser();

        WebAnswer page = browser.open(World.WIKI + "/page");
        WebAnswer away = browser.post(page.action(), page.fields());

        assertThat(page.body()).contains(">Continue<");
        assertThat(away.location()).startsWith(world.provider.issuer());
        assertThat(browser.follow(away).body()).startsWith("> GET /wiki/page\n");
    }

    @Test
    void aTextThatIsShownOnceStaysReadOverARestartAndForEveryNode() {
        String once = AFTER.replace("</b>.'\n", "</b>.'\n        once: true\n");
        World world = worlds.start(folder, once);
        TestBrowser first = world.browser();
        WebAnswer page = first.open(World.WIKI + "/page");
        first.follow(first.post(page.action(), page.fields()));
        world.restartGateway();

        WebAnswer again = world.browser().open(World.WIKI + "/page");
        WebAnswer elsewhere = world.browserOfAnotherNode().open(World.WIKI + "/page");
        world.provider.signIn(Map.of("sub", "2", "preferred_username", "bob"));
        WebAnswer another = world.browser().open(World.WIKI + "/page");

        assertThat(page.body()).contains(">Continue<");
        assertThat(again.body()).startsWith("> GET /wiki/page\n");
        assertThat(elsewhere.body()).startsWith("> GET /wiki/page\n");
        assertThat(another.body()).contains(">Continue<");
    }

    @Test
    void anotherTextIsShownAgain() {
        String once = AFTER.replace("</b>.'\n", "</b>.'\n        once: true\n");
        World world = worlds.start(folder, once);
        TestBrowser first = world.browser();
        WebAnswer page = first.open(World.WIKI + "/page");
        first.follow(first.post(page.action(), page.fields()));

        world.write("vestibule.yaml", once.replace("9 to 5", "8 to 4"));
        world.eventually(() -> world.browser().open(World.WIKI).body().contains("8 to 4"));

        assertThat(world.has("event=config_problem")).isFalse();
    }
}
