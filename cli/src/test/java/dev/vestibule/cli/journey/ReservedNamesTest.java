package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Names that nobody gets, whether claims or users ask for them. */
final class ReservedNamesTest {
    private static final String SESSION = "__Host-vestibule-session";

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "root",
                "Admin ",
                "ADMINISTRATOR",
                "vestibule",
                "\u0430dmin",
                "adm\u0131n",
                "ada\u00a0",
                "ada\u034f",
                "ad\u0430",
                "alpha:ada",
                "\uff41da"
            })
    void noAccountIsMadeUnderAMappedNameThatIsRefused(String wanted) {
        World world = worlds.start(folder);
        world.provider.signIn(Map.of("sub", "1", "preferred_username", wanted));
        TestBrowser browser = world.browser();

        WebAnswer page = browser.open(World.WIKI);

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("This username cannot be used");
        assertThat(page.next()).contains("/.vestibule/login?app=wiki");
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(world.directory.people()).isEmpty();
        assertThat(world.logged("request failed kind=username_refused"))
                .contains("connection alpha", "no account gets the username '");
    }

    @Test
    void theLogSaysWhichRuleRefuses() {
        World world = worlds.start(folder);
        world.provider.signIn(Map.of("sub", "1", "preferred_username", "root"));
        world.browser().open(World.WIKI);

        assertThat(world.logged("request failed kind=username_refused"))
                .contains("'root': it is reserved, or looks like a reserved name");
    }

    @Test
    void whoHasAnAccountKeepsItWhateverTheProviderCallsThemNow() {
        World world = worlds.start(folder);
        world.browser().open(World.WIKI);
        world.provider.signIn(Map.of("sub", "1", "preferred_username", "root"));

        WebAnswer page = world.browser().open(World.WIKI);

        assertThat(page.received("x-forwarded-user")).isEqualTo("ada");
    }

    @Test
    void theAccountThatAnAdministratorMadeUnderAReservedNameIsStillLinked() {
        World world =
                worlds.start(
                        folder,
                        Yaml.STANDARD
                                .replace(
                                        "      when: '!has(claims.contractor)'",
                                        "      existing-account: link-verified-email")
                                .replaceFirst(
                                        "type: oidc",
                                        "type: oidc\n    email-domains: [example.org]"));
        world.directory.add("operator", "op@example.org", "canary battery staple");
        world.provider.signIn(
                Map.of(
                        "sub", "1",
                        "preferred_username", "operator",
                        "email", "op@example.org",
                        "email_verified", true));

        WebAnswer page = world.browser().open(World.WIKI);

        assertThat(page.received("x-forwarded-user")).isEqualTo("operator");
        assertThat(world.directory.people()).hasSize(1);
    }

    @Test
    void whoIsAskedForANameChoosesAnotherOne() {
        World world = asking("username");
        TestBrowser browser = world.browser();

        WebAnswer first = browser.open(World.WIKI);
        WebAnswer again = browser.post(first.action(), named(first, "r\u043eot"));
        WebAnswer colon = browser.post(again.action(), named(again, "alpha:1"));
        WebAnswer app = browser.follow(browser.post(colon.action(), named(colon, "Ada ")));

        assertThat(first.status()).isEqualTo(422);
        assertThat(first.body()).contains("cannot be chosen");
        assertThat(first.value("username")).isEmpty();
        assertThat(again.body()).contains("cannot be chosen");
        assertThat(colon.body()).contains("without a colon");
        assertThat(app.received("x-forwarded-user")).isEqualTo("ada");
        assertThat(world.directory.people()).hasSize(1);
    }

    @Test
    void whoIsAskedForConsentOnlyIsRefusedBeforehand() {
        World world = asking("consent");

        WebAnswer page = world.browser().open(World.WIKI);

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("This username cannot be used");
        assertThat(world.directory.people()).isEmpty();
    }

    @Test
    void theConfigurationReservesFurtherNamesAndAllowsOthers() {
        World world =
                worlds.start(
                        folder,
                        Yaml.STANDARD + "usernames: { reserved: [backup], allowed: [support] }\n");
        world.provider.signIn(Map.of("sub", "1", "preferred_username", "b\u0430ckup"));
        WebAnswer refused = world.browser().open(World.WIKI);
        world.provider.signIn(Map.of("sub", "2", "preferred_username", "support"));

        WebAnswer page = world.browser().open(World.WIKI);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(page.received("x-forwarded-user")).isEqualTo("support");
    }

    private World asking(String prompt) {
        World world =
                worlds.start(
                        folder,
                        Yaml.STANDARD.replaceFirst(
                                "enabled: true", "enabled: true\n      prompt: " + prompt));
        world.provider.signIn(Map.of("sub", "1", "preferred_username", "root"));
        return world;
    }

    private static Map<String, String> named(WebAnswer page, String name) {
        Map<String, String> fields = new HashMap<>(page.fields());
        fields.put("decision", "agree");
        fields.put("username", name);
        return fields;
    }
}
