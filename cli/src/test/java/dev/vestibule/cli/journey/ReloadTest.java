package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The configuration changes while the gateway runs. */
final class ReloadTest {
    private static final String APPLIED = "vestibule_config_reloads_total{result=\"applied\"}";
    private static final String REJECTED = "vestibule_config_reloads_total{result=\"rejected\"}";

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;

    @BeforeEach
    void start() {
        world = worlds.start(folder);
    }

    @Test
    void aChangeGoesLive() {
        world.browser().open(World.WIKI);

        world.write("vestibule.yaml", Yaml.STANDARD.replace("path: /forum", "path: /board"));

        world.eventually(() -> world.metric(APPLIED) == 1);
        assertThat(world.browser().get(World.GATEWAY + "/board").status()).isEqualTo(303);
        assertThat(world.browser().get(World.GATEWAY + "/forum").status()).isEqualTo(404);
    }

    @Test
    void aChangeWithProblemsIsLoggedOnceAndTheLastGoodVersionStays() {
        world.write("vestibule.yaml", Yaml.STANDARD.replace("flow: staff", "flow: stuff"));

        world.eventually(() -> world.metric(REJECTED) == 1);
        assertThat(world.logged("event=config_problem severity=error")).contains("stuff");
        assertThat(world.browser().open(World.WIKI).status()).isEqualTo(200);
    }

    @Test
    void aFileThatIsReadWhileItIsWrittenIsNotRejected() {
        String whole = Yaml.STANDARD.replace("path: /forum", "path: /board");
        world.write("vestibule.yaml", whole.substring(0, whole.length() / 2));
        world.write("vestibule.yaml", whole);

        world.eventually(() -> world.metric(APPLIED) == 1);
        assertThat(world.metric(REJECTED)).isZero();
    }

    @Test
    void aNewFileAndARemovedOneCountAsChanges() throws Exception {
        world.write("more.yaml", "apps: { broken: 1 }");
        world.eventually(() -> world.metric(REJECTED) == 1);

        Files.delete(world.folder.resolve("more.yaml"));

        world.eventually(() -> world.metric(APPLIED) == 1);
    }

    @Test
    void aLoginInFlightKeepsTheVersionThatItBeganWith() {
        TestBrowser browser = world.browser();
        String callback = browser.until("/callback/alpha", World.WIKI + "/page");
        world.write(
                "vestibule.yaml",
                Yaml.STANDARD.replace(
                        "username: claims.preferred_username", "username: claims.sub"));
        world.eventually(() -> world.metric(APPLIED) == 1);

        WebAnswer page = browser.open(callback);

        assertThat(page.received("x-forwarded-user")).isEqualTo("ada");
    }

    @Test
    void aLoginOfAVersionThatIsForgottenStartsAgain() {
        TestBrowser browser = world.browser();
        String callback = browser.until("/callback/alpha", World.WIKI + "/page");
        for (int version = 1; version <= 65; version++) {
            int applied = version;
            world.clock.advance(Duration.ofSeconds(1));
            world.write(
                    "vestibule.yaml", Yaml.STANDARD.replace("path: /forum", "path: /f" + version));
            world.gateway().reload();
            world.eventually(
                    () -> world.browser().get(World.GATEWAY + "/f" + applied).status() == 303);
            world.browser().until("/callback/alpha", World.WIKI);
        }

        WebAnswer again = browser.get(callback);

        assertThat(again.location()).contains("/.vestibule/login?app=wiki");
        assertThat(browser.cookies("localhost")).doesNotContainKey("__Host-vestibule-session");
        assertThat(browser.follow(again).received("x-forwarded-user")).isEqualTo("ada");
    }

    @Test
    void settingsThatWereNotChangedNeedNoRestart() {
        String settings =
                Yaml.STANDARD.replace(
                        "management: 127.0.0.1:0",
                        "management: 127.0.0.1:0\n"
                                + "  trusted-proxies: [10.0.0.0/8, \"fd00::/8\", 192.0.2.1]\n"
                                + "  session: { idle: 20m, lifetime: 9h }\n"
                                + "  audit: { file: ./audit.jsonl, size: 2MB, keep: 3 }");
        world = worlds.start(folder.resolve("settings"), settings);

        world.write("vestibule.yaml", settings.replace("path: /forum", "path: /board"));

        world.eventually(() -> world.metric(APPLIED) == 1);
        assertThat(world.has("event=config_needs_restart")).isFalse();
    }

    @Test
    void aChangedAddressWaitsForARestartAndTheRestIsLive() {
        world.write(
                "vestibule.yaml",
                Yaml.STANDARD
                        .replace("management: 127.0.0.1:0", "management: 127.0.0.1:9099")
                        .replace("path: /forum", "path: /board"));

        world.eventually(() -> world.metric(APPLIED) == 1);
        world.eventually(() -> world.has("event=config_needs_restart"));
        assertThat(world.logged("event=config_needs_restart")).contains("key=gateway");
        assertThat(world.browser().get(World.GATEWAY + "/board").status()).isEqualTo(303);
    }

    @Test
    void aSettingThatWaitsIsNamedWhenItChangedAndNotAfterEachReload() {
        String moved =
                Yaml.STANDARD.replace("management: 127.0.0.1:0", "management: 127.0.0.1:9099");
        world.write("vestibule.yaml", moved);
        world.eventually(() -> world.metric(APPLIED) == 1);

        world.write("vestibule.yaml", moved.replace("path: /forum", "path: /board"));

        world.eventually(() -> world.metric(APPLIED) == 2);
        assertThat(world.log.lines().stream().filter(line -> line.contains("needs_restart")))
                .hasSize(1);
        assertThat(status().getJsonArray("needs-restart")).containsExactly("gateway");
    }

    @Test
    void operatorsSeeTheVersionAndTheProblemsWithTheirLines() {
        JsonObject good = status();
        String bad =
                Yaml.STANDARD
                        .replaceFirst("\\$\\{env:CLIENT_SECRET}", "canary-inline-secret")
                        .replaceFirst("flow: staff", "flow: stuff");
        world.write("vestibule.yaml", bad);
        world.eventually(() -> world.metric(REJECTED) == 1);

        JsonObject rejected = status();

        assertThat(good.getString("status")).isEqualTo("live");
        assertThat(good.getInteger("errors")).isZero();
        assertThat(rejected.getString("status")).isEqualTo("rejected");
        assertThat(rejected.getString("version")).isEqualTo(good.getString("version"));
        assertThat(rejected.getString("read")).isNotEmpty();
        assertThat(rejected.getJsonArray("problems").stream().map(JsonObject.class::cast))
                .anySatisfy(problem -> {
                    assertThat(problem.getString("file")).isEqualTo("vestibule.yaml");
                    assertThat(problem.getString("path")).isEqualTo("apps.wiki.flow");
                    assertThat(bad.lines().skip(problem.getInteger("line") - 1).findFirst())
                            .hasValueSatisfying(line -> assertThat(line).contains("stuff"));
                });
        assertThat(rejected.encode()).doesNotContain("canary-inline-secret");

        world.write("vestibule.yaml", Yaml.STANDARD.replace("path: /forum", "path: /board"));
        world.eventually(() -> status().getString("status").equals("live"));
        assertThat(status().getString("version")).isNotEqualTo(good.getString("version"));
        assertThat(status().getJsonArray("problems")).isEmpty();
    }

    @Test
    void aRequestedReloadReadsASecretThatHasChanged() throws Exception {
        Path secret = world.folder.resolve("secret");
        Files.writeString(secret, "an-old-secret-of-the-client");
        world.write(
                "vestibule.yaml",
                Yaml.STANDARD.replaceFirst("\\$\\{env:CLIENT_SECRET}", "\\${file:secret}"));
        world.eventually(() -> world.metric(APPLIED) == 1);
        assertThat(world.browser().open(World.WIKI).status()).isGreaterThanOrEqualTo(400);
        Files.writeString(secret, world.provider.clientSecret());

        world.gateway().reload();

        world.eventually(() -> world.metric(APPLIED) == 2);
        assertThat(world.browser().open(World.WIKI).status()).isEqualTo(200);
    }

    @Test
    void aRemovedConnectionBeginsNoLoginAndLetsARunningOneEnd() {
        String login = World.GATEWAY + "/.vestibule/login?app=forum&return=/forum&connection=beta";
        world.other.signIn(Map.of("sub", "7", "preferred_username", "grace"));
        TestBrowser running = world.browser();
        String callback = running.until("/callback/beta", login);
        world.write(
                "vestibule.yaml",
                Yaml.STANDARD
                        .replaceAll("(?s)  beta:.*?(?=flows:)", "")
                        .replace("[alpha, beta]", "[alpha]")
                        .replaceAll("(?s)  strict:.*?(?=apps:)", "")
                        .replace("flow: strict", "flow: staff"));
        world.eventually(() -> world.metric(APPLIED) == 1);

        WebAnswer begun = world.browser().open(login);
        WebAnswer ended = running.open(callback);
        WebAnswer repeated = world.browser().get(callback);

        assertThat(begun.status()).isEqualTo(400);
        assertThat(begun.body()).contains("This sign-in is not offered here", "Choose how");
        assertThat(ended.received("x-forwarded-user")).isEqualTo("beta:7");
        assertThat(repeated.status()).isEqualTo(400);
        assertThat(repeated.body()).contains("Try again");
    }

    @Test
    void aThousandChangesCostFewReloadsAndTheLastOneIsLive() {
        TestBrowser browser = world.browser();
        browser.open(World.WIKI);
        for (int change = 0; change < 1000; change++) {
            world.write(
                    "vestibule.yaml", Yaml.STANDARD.replace("path: /forum", "path: /f" + change));
            world.gateway().reload();
            if (change % 100 == 0) {
                assertThat(browser.get(World.WIKI).status()).isEqualTo(200);
            }
        }

        world.eventually(() -> browser.get(World.GATEWAY + "/f999").status() == 303);
        assertThat(world.metric(APPLIED)).isLessThan(300);
        assertThat(browser.get(World.WIKI).status()).isEqualTo(200);
    }

    @Test
    void aFolderThatIsGoneIsAProblemAndTheLastGoodVersionStays() throws Exception {
        Files.move(world.folder, folder.resolve("elsewhere"));

        world.eventually(() -> status().getString("status").equals("rejected"));
        assertThat(world.browser().open(World.WIKI).status()).isEqualTo(200);

        Files.move(folder.resolve("elsewhere"), world.folder);
        world.eventually(() -> status().getString("status").equals("live"));
    }

    private JsonObject status() {
        return new JsonObject(world.management("/config").body());
    }
}
