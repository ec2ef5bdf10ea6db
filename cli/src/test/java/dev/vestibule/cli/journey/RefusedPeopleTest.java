package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An identity provider refuses somebody as it refuses those who have left. */
final class RefusedPeopleTest {
    private static final String FORUM = World.GATEWAY + "/.vestibule/login?app=forum&connection=";
    private static final String BLOCKED = "E1057: user is blocked";
    private static final String YAML =
            Yaml.STANDARD.replaceFirst(
                    "enabled: true", "enabled: true\n      disable-on: [E1057, suspended]");

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;
    private TestBrowser browser;

    @BeforeEach
    void signIn() {
        world = worlds.start(folder, YAML);
        world.provider.signIn(Map.of("sub", "1", "preferred_username", "ada"));
        world.other.signIn(Map.of("sub", "other-1", "preferred_username", "ada"));
        browser = world.browser();
        browser.open(World.WIKI);
    }

    @ParameterizedTest
    @CsvSource({
        "access_denied, E1057: user is blocked",
        "access_denied, The user is Suspended.",
        "SUSPENDED, ",
    })
    void theAccountIsDisabledAndTheSessionEnds(String error, String description) {
        refuse(error, description == null ? "" : description);

        WebAnswer page = browser.open(FORUM + "alpha");

        assertThat(page.status()).isIn(403, 502);
        assertThat(page.body()).doesNotContain("blocked", "E1057", "Suspended");
        assertThat(disabled()).isEqualTo("TRUE");
        assertThat(signedIn()).isFalse();
        assertThat(world.logged("event=account_refused")).contains("uid=ada", "disabled=true");
    }

    @ParameterizedTest
    @CsvSource({
        "access_denied, ",
        "access_denied, The person cancelled.",
        "access_denied, E10579: try again",
        "temporarily_unavailable, not now",
    })
    void anotherAnswerChangesNothing(String error, String description) {
        refuse(error, description == null ? "" : description);

        browser.open(FORUM + "alpha");

        assertThat(disabled()).isNull();
        assertThat(signedIn()).isTrue();
    }

    @Test
    void withoutASessionNobodyIsDisabled() {
        refuse("access_denied", BLOCKED);

        world.browser().open(FORUM + "alpha");

        assertThat(disabled()).isNull();
        assertThat(world.logged("event=refusal_of_nobody")).contains("connection=alpha");
    }

    @Test
    void aSessionOfAnotherConnectionIsNotMeant() {
        TestBrowser other = world.browser();
        other.open(other.open(World.GATEWAY + "/forum").link("beta"));
        refuse("access_denied", BLOCKED);

        other.open(World.GATEWAY + "/.vestibule/login?app=wiki&connection=alpha");

        assertThat(disabled()).isNull();
        assertThat(other.get(World.GATEWAY + "/.vestibule/whoami").status()).isEqualTo(200);
    }

    @Test
    void aSessionWithoutTheClaimThatLinksNowEndsAndDisablesNobody() {
        world.write(
                "vestibule.yaml",
                YAML.replaceFirst(
                        "client-id: \"@CLIENT@\"",
                        "client-id: \"@CLIENT@\"\n    subject: claims.employee_id"));
        world.eventually(
                () -> world.metric("vestibule_config_reloads_total{result=\"applied\"}") == 1);
        refuse("access_denied", BLOCKED);

        browser.open(FORUM + "alpha");

        assertThat(disabled()).isNull();
        assertThat(signedIn()).isFalse();
    }

    @Test
    void anAnswerThatSomebodyElseAskedForDisablesNobody() {
        refuse("access_denied", BLOCKED);
        String callback = world.browser().until("/.vestibule/callback/", FORUM + "alpha");

        WebAnswer page = browser.open(callback);

        assertThat(page.status()).isEqualTo(400);
        assertThat(disabled()).isNull();
        assertThat(signedIn()).isTrue();
    }

    @Test
    void anAnswerOfAnotherIssuerDisablesNobody() {
        world.provider.redirect(answer -> {
            Map<String, String> forged = refusal(answer, "access_denied", BLOCKED);
            forged.put("iss", "https://evil.example");
            return forged;
        });

        browser.open(FORUM + "alpha");

        assertThat(disabled()).isNull();
        assertThat(signedIn()).isTrue();
    }

    @Test
    void anAnswerWithoutStateDisablesNobody() {
        String address =
                World.GATEWAY + "/.vestibule/callback/alpha?error=access_denied&error_description=";

        browser.open(address + "E1057");
        browser.open(address + "E1057&state=made-up");

        assertThat(disabled()).isNull();
        assertThat(signedIn()).isTrue();
    }

    @Test
    void whomAnAdministratorKeepsEnabledStays() {
        world.directory.set("ada", "vestibuleDisabled", "FALSE");
        refuse("access_denied", BLOCKED);

        browser.open(FORUM + "alpha");

        assertThat(disabled()).isEqualTo("FALSE");
        assertThat(signedIn()).isTrue();
    }

    @Test
    void whileTheDirectoryIsAwayTheSessionEndsAllTheSame() {
        world.directory.stop();
        refuse("access_denied", BLOCKED);

        browser.open(FORUM + "alpha");

        assertThat(world.logged("event=refusal_unheeded")).contains("connection=alpha");
        assertThat(signedIn()).isFalse();
    }

    @Test
    void aRefusalOnATripForTheSakeOfLinksCounts() {
        TestBrowser late = world.browser();
        late.open(World.WIKI);
        world.clock.advance(Duration.ofMinutes(11));
        WebAnswer links = late.open(World.GATEWAY + "/.vestibule/account/links");
        refuse("access_denied", BLOCKED);

        late.follow(
                late.post(
                        World.GATEWAY + "/.vestibule/account/links/confirm",
                        AccountLinksTest.form(links, "Confirm that it is me")));

        assertThat(disabled()).isEqualTo("TRUE");
    }

    private void refuse(String error, String description) {
        world.provider.redirect(answer -> refusal(answer, error, description));
    }

    private static Map<String, String> refusal(
            Map<String, String> answer, String error, String description) {
        Map<String, String> refusal = new HashMap<>(answer);
        refusal.keySet().removeAll(List.of("code"));
        refusal.put("error", error);
        refusal.put("error_description", description);
        return refusal;
    }

    private @Nullable String disabled() {
        return world.directory.person("ada").getAttributeValue("vestibuleDisabled");
    }

    private boolean signedIn() {
        return browser.get(World.GATEWAY + "/.vestibule/whoami").status() == 200;
    }
}
