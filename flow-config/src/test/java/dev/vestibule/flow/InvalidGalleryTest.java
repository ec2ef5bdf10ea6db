package dev.vestibule.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Every way to get the YAML wrong, beside the whole report that an editor reads.
 *
 * <p>A file of its own is completed by the sections that it does not have. After a wording changes,
 * {@code mvn -pl flow-config test -Dtest=InvalidGalleryTest -Dvestibule.write=true} writes the
 * reports anew; read the difference before it is committed.
 */
class InvalidGalleryTest {
    private static final Path GALLERY = Path.of("src/test/resources/invalid");

    private static final Map<String, String> REST =
            Map.of(
                    "gateway",
                    "gateway: { url: 'https://login.example.org' }\n",
                    "connections",
                    "connections: { corp: { type: oidc, issuer: 'https://sso.example.org',"
                            + " client-id: v, client-secret: '${env:CORP_SECRET}' } }\n",
                    "flows",
                    "flows: { staff: { steps: [{ id: first, authenticate: corp }] } }\n",
                    "apps",
                    "apps: { wiki: { upstream: 'http://127.0.0.1:3000', flow: staff,"
                            + " access: [{ allow: true }] } }\n");

    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "CORP_SECRET",
                    "canary-hunter2",
                    "EMPTY",
                    "",
                    "HOOK_SECRET",
                    "whsec_Y2FuYXJ5LWh1bnRlcjItY2FuYXJ5LWh1bnRlcjI=");

    static List<Path> gallery() throws IOException {
        try (Stream<Path> files = Files.list(GALLERY)) {
            return files.filter(file -> !file.toString().endsWith(".txt")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("gallery")
    void everyProblemIsReportedInFull(Path mistake) throws IOException {
        LoadResult result = new FlowConfigLoader().load(files(mistake), GALLERY, ENVIRONMENT::get);

        String report = result.report().text();
        Path expected = GALLERY.resolve(mistake.getFileName().toString().split("[.]")[0] + ".txt");
        if (Boolean.getBoolean("vestibule.write")) {
            Files.writeString(expected, report);
        }
        assertThat(report).isEqualTo(Files.readString(expected));
    }

    @ParameterizedTest
    @MethodSource("gallery")
    void noReportShowsASecret(Path mistake) throws IOException {
        LoadResult result = new FlowConfigLoader().load(files(mistake), GALLERY, ENVIRONMENT::get);

        assertThat(
                        result.toString()
                                + result.report().text()
                                + result.report().json()
                                + result.report().githubAnnotations())
                .doesNotContain("canary")
                .doesNotContain("hunter2");
    }

    private static Map<String, String> files(Path mistake) throws IOException {
        Map<String, String> files = new TreeMap<>();
        if (Files.isDirectory(mistake)) {
            try (Stream<Path> each = Files.list(mistake)) {
                for (Path file : each.toList()) {
                    files.put(file.getFileName().toString(), Files.readString(file));
                }
            }
            return files;
        }
        String text = Files.readString(mistake);
        files.put(mistake.getFileName().toString(), text);
        REST.forEach((key, section) -> {
            if (!text.contains(key + ":")) {
                files.put("rest-" + key + ".yaml", section);
            }
        });
        return files;
    }
}
