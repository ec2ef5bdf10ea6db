package dev.vestibule.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A tool that needs no secret reads a configuration whose secrets are elsewhere. */
class StandInSecretsTest {
    @TempDir private Path folder;

    @Test
    void aSecretThatLeadsNowhereHasItsStandInAndAnIssuerHasNone() throws IOException {
        write("https://sso.example.org");
        LoadResult without = new FlowConfigLoader().load(folder);
        LoadResult with = new FlowConfigLoader().load(folder, path -> "stand-in of " + path);
        write("${file:nowhere}");
        LoadResult issuer = new FlowConfigLoader().load(folder, path -> "stand-in of " + path);

        assertThat(without.config()).isNull();
        assertThat(Objects.requireNonNull(with.config()).connections().get("corp"))
                .extracting("clientSecret")
                .extracting("value")
                .isEqualTo("stand-in of connections.corp.client-secret");
        assertThat(issuer.config()).isNull();
    }

    @Test
    void whatIsElsewhereIsNoProblemWhereSecretsAreNotAskedFor() throws IOException {
        write("${file:nowhere}");
        LoadResult elsewhere = new FlowConfigLoader().loadWithoutSecrets(folder);
        write("${FORGOTTEN}");
        LoadResult mistaken = new FlowConfigLoader().loadWithoutSecrets(folder);

        assertThat(elsewhere.problems()).isEmpty();
        assertThat(mistaken.config()).isNull();
    }

    private void write(String issuer) throws IOException {
        Files.writeString(
                folder.resolve("vestibule.yaml"),
                """
                gateway: { url: "https://login.example.org" }
                connections: { corp: { type: oidc, issuer: "%s", client-id: v, client-secret: "${file:secret}" } }
                flows: { staff: { steps: [{ id: first, authenticate: corp }] } }
                apps: { wiki: { upstream: "http://127.0.0.1:3000", flow: staff, access: [{ allow: true }] } }
                """
                        .formatted(issuer));
    }
}
