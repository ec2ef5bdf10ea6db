package dev.vestibule.flow.theme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.FlowConfigLoader;
import dev.vestibule.flow.LoadResult;
import dev.vestibule.flow.app.App;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

final class ThemeTest {
    private static final String SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>";
    private static final String REST =
            """
            gateway: { url: "https://login.example.org" }
            connections:
              corp:
                type: oidc
                issuer: https://sso.example.org
                client-id: v
                client-secret: "${env:SECRET}"
                icon: logo.svg
            flows: { staff: { steps: [ { id: first, authenticate: corp } ] } }
            apps:
              wiki:
                title: The Wiki
                icon: logo.svg
                upstream: http://127.0.0.1:3000
                flow: staff
                access: [ { allow: true } ]
              plain:
                match: { path: /plain }
                upstream: http://127.0.0.1:3000
                flow: staff
                access: [ { allow: true } ]
            """;

    private static final String THEME =
            """
            theme:
              name: Example Ltd
              logo: logo.svg
              accent: "#0B6E4F"
              links: { Help: "https://help.example.org/?a=b", Imprint: /imprint }
              css: own.css
              texts: texts
            """;

    @TempDir private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("logo.svg"), SVG);
        Files.writeString(folder.resolve("own.css"), "main{border:0}");
        Files.createDirectories(folder.resolve("texts"));
        Files.writeString(
                folder.resolve("texts/messages_de.properties"),
                "chooser.title=Grüezi\nchoser.text=?\n");
    }

    private LoadResult load(Set<String> known) {
        return new FlowConfigLoader(known)
                .load(Map.of("a.yaml", REST, "b.yaml", THEME), folder, _ -> "hunter2");
    }

    @Test
    void everyFileIsReadWithTheConfiguration() {
        FlowConfig config = Objects.requireNonNull(load(Set.of()).config());
        Theme theme = config.theme();

        assertThat(theme.name()).isEqualTo("Example Ltd");
        assertThat(theme.accent().light()).isEqualTo("#0b6e4f");
        assertThat(theme.links().keySet()).containsExactly("Help", "Imprint");
        assertThat(theme.css()).isEqualTo("main{border:0}");
        assertThat(theme.texts().get("de")).containsEntry("chooser.title", "Grüezi");
        assertThat(Objects.requireNonNull(theme.logo()).bytes()).asString().isEqualTo(SVG);
        assertThat(theme.files())
                .map(file -> folder.relativize(file).toString())
                .containsExactlyInAnyOrder(
                        "logo.svg", "own.css", "texts", "texts/messages_de.properties");
    }

    @Test
    void anAppHasATitleAndAnIconAndElseItsId() {
        FlowConfig config = Objects.requireNonNull(load(Set.of()).config());

        App wiki = Objects.requireNonNull(config.apps().get("wiki"));
        App plain = Objects.requireNonNull(config.apps().get("plain"));

        assertThat(wiki.title()).isEqualTo("The Wiki");
        assertThat(wiki.display().icon()).isNotNull();
        assertThat(plain.title()).isEqualTo("plain");
        assertThat(config.connection("corp").icon()).isEqualTo(wiki.display().icon());
    }

    @Test
    void aTextThatNoPageHasIsAWarning() {
        LoadResult result = load(Set.of("chooser.title", "chooser.text"));

        assertThat(result.config()).isNotNull();
        assertThat(result.report().text())
                .contains("choser.text in messages_de.properties", "Did you mean chooser.text?");
    }

    @Test
    void aPictureIsWhatItsBytesSay() throws IOException {
        Files.writeString(folder.resolve("logo.svg"), "<html><script>alert(1)</script></html>");

        LoadResult result = load(Set.of());

        assertThat(result.config()).isNull();
        assertThat(result.report().text()).contains("an SVG, PNG, JPEG or WebP picture");
    }

    @Test
    void aPictureThatEveryPageWouldLoadIsSmall() throws IOException {
        Files.writeString(folder.resolve("logo.svg"), SVG + " ".repeat(70_000));

        assertThat(load(Set.of()).report().text()).contains("larger than 64 KB");
    }
}
