package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

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

        java.nio.file.Files.delete(world.folder.resolve("more.yaml"));

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
        assertThat(world.logged("event=config_needs_restart")).contains("key=gateway");
        assertThat(world.browser().get(World.GATEWAY + "/board").status()).isEqualTo(303);
    }
}
