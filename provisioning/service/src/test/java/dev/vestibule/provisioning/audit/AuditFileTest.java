package dev.vestibule.provisioning.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.provisioning.api.ChangeAccount;
import dev.vestibule.provisioning.api.ChangeAccount.Change;
import dev.vestibule.provisioning.api.Failure.AttributeRejected;
import dev.vestibule.provisioning.api.Failure.PolicyRefused;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.testing.LoginCommand;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

class AuditFileTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir private Path folder;
    private final AtomicInteger lost = new AtomicInteger();

    @Test
    void aRecordIsOneLineOfJson() throws Exception {
        try (AuditFile audit = audit(1_000_000, 3)) {
            keep(audit, record("1", Reply.failed(new AttributeRejected("mail", "canary"))));
        }

        JsonObject line = new JsonObject(lines().getFirst());
        assertThat(line.getMap())
                .containsEntry("time", "2026-11-23T12:00:00Z")
                .containsEntry("command", "provision-user")
                .containsEntry("id", "1")
                .containsEntry("outcome", "attribute-rejected")
                .containsEntry("attribute", "mail")
                .containsEntry("connection", "google")
                .containsEntry("issuer", "https://issuer.example")
                .containsEntry("ms", 12);
        assertThat(line.encode()).doesNotContain("canary", "ada-subject");
    }

    @Test
    void aCommandWithoutAnAnswerHasTimedOut() throws Exception {
        try (AuditFile audit = audit(1_000_000, 3)) {
            keep(audit, record("1", null));
        }

        assertThat(new JsonObject(lines().getFirst()).getString("outcome")).isEqualTo("timed-out");
    }

    @Test
    void onePersonHasOnePseudonymOverARestart() throws Exception {
        try (AuditFile audit = audit(1_000_000, 3)) {
            keep(audit, record("1", null));
        }
        try (AuditFile audit = audit(1_000_000, 3)) {
            keep(audit, record("2", null));
        }

        assertThat(lines())
                .extracting(line -> new JsonObject(line).getString("subject"))
                .hasSize(2)
                .containsOnly(new JsonObject(lines().getFirst()).getString("subject"));
    }

    @Test
    void fileAndKeyAreForTheirOwnerOnly() throws Exception {
        try (AuditFile audit = audit(1_000_000, 3)) {
            keep(audit, record("1", null));
        }

        for (String name : List.of("audit.jsonl", "audit.jsonl.key")) {
            assertThat(Files.getPosixFilePermissions(folder.resolve(name)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void aFullFileMakesRoomAndTheOldestGoes() throws Exception {
        try (AuditFile audit = audit(600, 2)) {
            for (int i = 0; i < 12; i++) {
                keep(audit, record("command-" + i, null));
            }
        }

        assertThat(folder.resolve("audit.jsonl.2")).exists();
        assertThat(folder.resolve("audit.jsonl.3")).doesNotExist();
        assertThat(Files.size(folder.resolve("audit.jsonl.1"))).isBetween(1L, 600L);
        assertThat(lines().getLast()).contains("command-11");
    }

    @Test
    void halfALineOfAProcessThatDiedIsNotContinued() throws Exception {
        Files.writeString(file(), "{\"time\":\"2026");
        try (AuditFile audit = audit(1_000_000, 3)) {
            keep(audit, record("1", null));
        }

        assertThat(lines()).hasSize(2);
        assertThat(new JsonObject(lines().get(1)).getString("id")).isEqualTo("1");
    }

    @Test
    void halfALineOfAnotherProcessIsNotContinuedEither() throws Exception {
        try (AuditFile audit = audit(1_000_000, 3)) {
            keep(audit, record("1", null));
            Files.writeString(file(), "{\"time\":\"2026", StandardOpenOption.APPEND);
            keep(audit, record("2", null));
        }

        assertThat(lines()).hasSize(3);
        assertThat(new JsonObject(lines().get(2)).getString("id")).isEqualTo("2");
    }

    @Test
    void anAdministratorIsNamed() throws Exception {
        try (AuditFile audit = beside()) {
            keep(audit, deletion("1", Reply.failed(new PolicyRefused("canary"))));
        }

        assertThat(new JsonObject(lines().getFirst()).getMap())
                .containsEntry("command", "change-account")
                .containsEntry("change", "delete")
                .containsEntry("outcome", "policy-refused")
                .containsEntry("account", "uid=ada")
                .containsEntry("user", "root")
                .containsEntry("bind", "cn=admin");
        assertThat(Files.readString(file())).doesNotContain("canary");
    }

    @Test
    void twoProcessesWriteWholeLinesToOneFileWhileOneMakesRoom() throws Exception {
        int each = 2_000;
        List<CompletableFuture<@Nullable Void>> safe = new ArrayList<>();
        try (AuditFile gateway = audit(20_000, 1_000);
                AuditFile command = beside()) {
            for (int i = 0; i < each; i++) {
                safe.add(gateway.record(record("gateway-" + i, null)));
                safe.add(command.record(deletion("command-" + i, null)));
            }
            CompletableFuture.allOf(safe.toArray(CompletableFuture[]::new))
                    .get(20, TimeUnit.SECONDS);
        }

        List<String> ids = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(one -> !one.toString().endsWith("key")).toList()) {
                Files.readAllLines(file)
                        .forEach(line -> ids.add(new JsonObject(line).getString("id")));
            }
        }
        assertThat(ids).hasSize(2 * each).doesNotHaveDuplicates();
        assertThat(folder.resolve("audit.jsonl.2")).exists();
    }

    @Test
    void aFileThatAnotherProcessPutAsideIsLeftForTheNewOne() throws Exception {
        try (AuditFile command = beside()) {
            keep(command, deletion("1", null));
            Files.move(file(), folder.resolve("audit.jsonl.1"));
            Files.createFile(file());

            keep(command, deletion("2", null));
        }

        assertThat(lines()).singleElement().asString().contains("\"id\":\"2\"");
    }

    @Test
    void aCommandBesideTheGatewayNeverMakesRoom() throws Exception {
        try (AuditFile gateway = audit(600, 3)) {
            keep(gateway, record("1", null));
        }
        try (AuditFile command = beside()) {
            for (int i = 0; i < 12; i++) {
                keep(command, deletion("command-" + i, null));
            }
        }

        assertThat(folder.resolve("audit.jsonl.1")).doesNotExist();
        assertThat(lines()).hasSize(13);
    }

    @Test
    void aCommandHasThePseudonymsOfTheGateway() throws Exception {
        try (AuditFile gateway = audit(1_000_000, 3);
                AuditFile command = beside()) {
            keep(gateway, record("1", null));
            keep(command, record("2", null));
        }

        assertThat(lines())
                .extracting(line -> new JsonObject(line).getString("subject"))
                .containsOnly(new JsonObject(lines().getFirst()).getString("subject"));
    }

    @Test
    void manyAtOnceAreAllSafe() throws Exception {
        List<CompletableFuture<@Nullable Void>> safe = new ArrayList<>();
        try (AuditFile audit = audit(1_000_000_000, 3)) {
            for (int i = 0; i < 5_000; i++) {
                safe.add(audit.record(record("command-" + i, null)));
            }
            CompletableFuture.allOf(safe.toArray(CompletableFuture[]::new))
                    .get(20, TimeUnit.SECONDS);

            assertThat(lines()).hasSize(5_000);
        }
    }

    @Test
    void aDiskThatTakesNothingIsCountedAndHoldsNobodyUp() throws Exception {
        try (AuditFile audit = audit(1_000_000, 3)) {
            putAFolderInItsPlace();
            CompletableFuture<@Nullable Void> record = audit.record(record("1", null));

            assertThatThrownBy(() -> record.get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(IOException.class);
            assertThat(lost).hasValue(1);
        }
    }

    @Test
    void afterAFailureTheNextRecordIsWritten() throws Exception {
        try (AuditFile audit = audit(1_000_000, 3)) {
            putAFolderInItsPlace();
            assertThatThrownBy(() -> keep(audit, record("1", null)));
            Files.delete(file());

            keep(audit, record("2", null));
        }

        assertThat(lines()).singleElement().asString().contains("\"id\":\"2\"");
    }

    /** From now on nothing can be written under the name. */
    private void putAFolderInItsPlace() throws IOException {
        Files.delete(file());
        Files.createDirectory(file());
    }

    @Test
    void aFileThatCannotBeOpenedIsSaidAtOnce() throws Exception {
        Path taken = Files.createFile(folder.resolve("taken"));
        AuditSettings settings = new AuditSettings(taken.resolve("audit.jsonl"), 1_000, 3);

        assertThatThrownBy(() -> AuditFile.open(settings, new SecureRandom(), lost::addAndGet))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("audit.jsonl");
    }

    private AuditFile audit(long largest, int kept) {
        return AuditFile.open(
                new AuditSettings(file(), largest, kept), new SecureRandom(), lost::addAndGet);
    }

    private AuditFile beside() {
        return AuditFile.open(
                AuditSettings.beside(file(), new AuditActor("root", "cn=admin")),
                new SecureRandom(),
                lost::addAndGet);
    }

    private static AuditRecord deletion(String id, @Nullable Reply<?> reply) {
        return new AuditRecord(
                NOON,
                new ChangeAccount(id, "uid=ada", Change.DELETE, null),
                reply,
                Duration.ofMillis(3));
    }

    private Path file() {
        return folder.resolve("audit.jsonl");
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file());
    }

    private static void keep(AuditFile audit, AuditRecord record) throws Exception {
        audit.record(record).get(10, TimeUnit.SECONDS);
    }

    private static AuditRecord record(String id, @Nullable Reply<?> reply) {
        ProvisionUser command =
                LoginCommand.of("ada-subject")
                        .named(id)
                        .wishing("ada")
                        .with("mail", "canary")
                        .command();
        return new AuditRecord(NOON, command, reply, Duration.ofMillis(12));
    }
}
