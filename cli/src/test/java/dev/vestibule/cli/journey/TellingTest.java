package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a login leaves in the audit log of a whole gateway. */
class TellingTest {
    private static final String AUDITED =
            Yaml.STANDARD.replace(
                    "  management: 127.0.0.1:0\n",
                    "  management: 127.0.0.1:0\n  audit: { file: told/audit.jsonl }\n");

    @TempDir private Path folder;

    @Test
    void aLoginThatHadToTryAgainIsTwoRecordsOfOneCommand() throws Exception {
        try (World world = World.start(folder, AUDITED)) {
            TestBrowser browser = world.browser();
            world.directory.stop();
            WebAnswer waiting = browser.open(World.WIKI);
            world.directory.startAgain();

            browser.follow(browser.post(waiting.action(), waiting.fields()));
        }

        List<JsonObject> records = records();
        assertThat(records)
                .extracting(record -> record.getString("outcome"))
                .containsExactly("directory-unavailable", "account.created");
        assertThat(records)
                .extracting(record -> record.getString("id"))
                .containsOnly(records.getFirst().getString("id"));
        assertThat(records.getLast().getMap())
                .containsEntry("account", "uid=ada,ou=people,dc=example,dc=org")
                .containsEntry("connection", "alpha");
    }

    private List<JsonObject> records() throws IOException {
        try (var files = Files.walk(folder)) {
            Path file =
                    files.filter(each -> each.endsWith("audit.jsonl")).findFirst().orElseThrow();
            return Files.readAllLines(file).stream().map(JsonObject::new).toList();
        }
    }
}
