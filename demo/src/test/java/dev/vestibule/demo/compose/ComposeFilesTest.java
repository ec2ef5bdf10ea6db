package dev.vestibule.demo.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.FlowConfigLoader;
import dev.vestibule.flow.connection.OidcConnection;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files that compose.yaml mounts fit each other; nobody else would notice before they run. */
class ComposeFilesTest {
    private static final Path CONFIG = Path.of("compose", "config");
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "LDAP_GATEWAY_PASSWORD", "gateway",
                    "KEYCLOAK_CLIENT_SECRET", "for-this-machine-only");

    private static final Pattern OPTION =
            Pattern.compile("(?<= )(-[XD]\\S+|--[a-z-]+=\\S+|[$]\\S+)(?=[ \n])");
    private static final Pattern SHORT = Pattern.compile("[a-z |]+[)] quick=\\S+");

    @Test
    void theConfigurationHasNoProblem() throws IOException {
        assertThat(new FlowConfigLoader().load(files(), CONFIG, ENVIRONMENT::get).problems())
                .isEmpty();
    }

    @Test
    void keycloakKnowsTheClientThatTheConfigurationNames() throws IOException {
        FlowConfig config =
                Objects.requireNonNull(
                        new FlowConfigLoader().load(files(), CONFIG, ENVIRONMENT::get).config());
        String realm = Files.readString(Path.of("compose", "keycloak", "vestibule-realm.json"));
        OidcConnection keycloak =
                (OidcConnection) Objects.requireNonNull(config.connections().get("keycloak"));

        assertThat(realm)
                .contains("\"clientId\": \"" + keycloak.clientId() + '"')
                .contains("\"secret\": \"" + ENVIRONMENT.get("KEYCLOAK_CLIENT_SECRET") + '"')
                .contains(
                        '"'
                                + config.gateway().url().toString()
                                + "/.vestibule/callback/keycloak\"");
        assertThat(keycloak.issuer()).hasToString("http://localhost:8081/realms/vestibule");
    }

    @Test
    void composePassesTheSecretsThatTheConfigurationRefersTo() throws IOException {
        String compose = Files.readString(Path.of("..", "compose.yaml"));

        ENVIRONMENT.forEach((name, value) -> assertThat(compose).contains(name + ": " + value));
    }

    /** What is measured and what is safe with the launcher is so in the image. */
    @Test
    void theImageStartsAsTheLauncherDoes() throws IOException {
        String image = Files.readString(Path.of("..", "cli", "entrypoint"));
        String launcher = Files.readString(Path.of("..", "vestibule"));

        assertThat(options(image)).isEqualTo(options(launcher)).hasSizeGreaterThan(7);
        assertThat(found(SHORT, image)).isEqualTo(found(SHORT, launcher)).hasSize(1);
        assertThat(Files.readString(Path.of("..", "cli", "Dockerfile")))
                .contains("ENTRYPOINT [\"/opt/vestibule/entrypoint\"]")
                .doesNotContain("-X");
    }

    /** The options of the JVM, in their order. */
    private static List<String> options(String script) {
        return found(OPTION, script.substring(script.indexOf("\nexec ")));
    }

    private static List<String> found(Pattern pattern, String script) {
        return pattern.matcher(script).results().map(MatchResult::group).toList();
    }

    private static Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.list(CONFIG)) {
            for (Path file : found.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }
}
