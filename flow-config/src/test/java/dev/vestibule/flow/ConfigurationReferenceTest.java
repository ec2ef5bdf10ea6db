package dev.vestibule.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ConfigurationReferenceTest {
    private static final Path PAGE = Path.of("../docs/configuration.md");

    @Test
    void thePageIsWhatTheCodeSays() throws IOException {
        String page = ConfigurationReference.markdown();
        if (Boolean.getBoolean("vestibule.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as(
                        "write it with: mvn -pl flow-config test"
                                + " -Dtest=ConfigurationReferenceTest -Dvestibule.write=true")
                .hasContent(page);
    }

    @Test
    void everyKeyIsExplainedInASentence() {
        assertThat(ConfigurationReference.markdown().lines().filter(line -> line.startsWith("| `")))
                .allSatisfy(line ->
                        assertThat(line).matches("[|] `[a-z_-]+` [|] .+ [|] .* [|] .+[.] [|]"));
    }
}
