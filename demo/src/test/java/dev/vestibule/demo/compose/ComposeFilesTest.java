package dev.vestibule.demo.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.FlowConfigLoader;
import dev.vestibule.flow.connection.OidcConnection;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files that compose.yaml mounts fit each other; nobody else would notice before they run. */
class ComposeFilesTest {
    private static final Path CONFIG = Path.of("compose", "config");
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "LDAP_GATEWAY_PASSWORD", "gateway",
                    "KEYCLOAK_CLIENT_SECRET", "for-this-machine-only");

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
