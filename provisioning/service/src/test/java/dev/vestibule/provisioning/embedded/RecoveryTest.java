package dev.vestibule.provisioning.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.embedded.EmbeddedDirectoryException.Reason;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

class RecoveryTest {
    private static final String END = "\n\n";

    @TempDir Path folder;
    @TempDir Path scratch;

    private final EmbeddedSchema schema = EmbeddedSchema.load();
    private byte[] journal = new byte[0];
    private int lastRecord;

    RecoveryTest() throws LDAPException {}

    /** One after the other, so that each was safe before the next was written. */
    @BeforeEach
    void addThree() throws Exception {
        try (EmbeddedDirectory directory = EmbeddedDirectory.start(Tree.config(folder));
                LDAPConnection gateway = Tree.gateway(directory)) {
            for (String username : List.of("ada", "bob", "eve")) {
                gateway.add(Tree.person(username));
            }
        }
        journal = Files.readAllBytes(folder.resolve("journal-1.ldif"));
        String text = new String(journal, StandardCharsets.ISO_8859_1);
        lastRecord = text.lastIndexOf(END, text.length() - END.length() - 1) + END.length();
    }

    private List<String> people(byte[] bytes) throws IOException, LDAPException {
        Path file = scratch.resolve("journal-1.ldif");
        Files.write(file, bytes);
        try (DataFolder data = DataFolder.open(scratch, Disk.system())) {
            Recovery recovery = new Recovery(data, schema.schema());
            recovery.run();
            return recovery.replay().entries().stream()
                    .map(Entry::getDN)
                    .filter(dn -> dn.startsWith("uid="))
                    .toList();
        }
    }

    @Test
    void aLastRecordTornAtAnyByteIsDroppedAndCutOff() throws Exception {
        for (int length = lastRecord; length < journal.length; length++) {
            assertThat(people(Arrays.copyOf(journal, length)))
                    .as("cut at %d", length)
                    .containsExactly(Tree.dn("ada"), Tree.dn("bob"));
            assertThat(scratch.resolve("journal-1.ldif")).hasSize(lastRecord);
        }
    }

    @Test
    void theWarningNamesFilePlaceAndSize() throws Exception {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Recovery.class);
        appender.start();
        logger.addAppender(appender);
        try {
            people(Arrays.copyOf(journal, lastRecord + 7));
        } finally {
            logger.detachAppender(appender);
        }

        assertThat(appender.list)
                .singleElement()
                .satisfies(event -> assertThat(event.getLevel()).isEqualTo(Level.WARN))
                .extracting(ILoggingEvent::getFormattedMessage, STRING)
                .startsWith(
                        "journal=torn file="
                                + scratch.resolve("journal-1.ldif")
                                + " offset="
                                + lastRecord
                                + " dropped-bytes=7: ");
    }

    @Test
    void aLastRecordOfWhichAnyByteIsWrongIsDropped() throws Exception {
        for (int at = lastRecord; at < journal.length; at++) {
            assertThat(people(flipped(at)))
                    .as("flipped at %d", at)
                    .containsExactly(Tree.dn("ada"), Tree.dn("bob"));
        }
    }

    @Test
    void aWrongByteInAnEarlierRecordRefusesTheStart() {
        for (int at = 0; at < lastRecord; at++) {
            byte[] bytes = flipped(at);
            assertThatThrownBy(() -> people(bytes))
                    .as("flipped at %d", at)
                    .isInstanceOfSatisfying(
                            EmbeddedDirectoryException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.DATA_BROKEN));
        }
    }

    @Test
    void theRefusalNamesFileAndPlace() {
        byte[] bytes = flipped(lastRecord - 10);

        assertThatThrownBy(() -> people(bytes))
                .hasMessageMatching(
                        "The record at byte \\d+ of .*journal-1\\.ldif is damaged and others"
                                + " follow it; restore the data folder from a backup\\.");
    }

    @Test
    void zeroesAtTheEndAreDropped() throws Exception {
        assertThat(people(Arrays.copyOf(journal, journal.length + 4096))).hasSize(3);
    }

    @Test
    void aWholeJournalIsKeptByteByByte() throws Exception {
        assertThat(people(journal)).hasSize(3);
        assertThat(scratch.resolve("journal-1.ldif")).hasBinaryContent(journal);
    }

    @Test
    void recordsThatWereNeverSafeMayBeMissingBeforeOneThatIsWhole() throws Exception {
        byte[] unsafe =
                JournalRecord.encode(
                        List.of(JournalRecord.stored(new Entry(Tree.person("zoe").toLDIF()))),
                        journal.length);
        byte[] bytes = Arrays.copyOf(journal, journal.length + 100 + unsafe.length);
        System.arraycopy(unsafe, 0, bytes, journal.length + 100, unsafe.length);

        assertThat(people(bytes)).hasSize(3);
    }

    @Test
    void aTornJournalBeforeOneWithRecordsRefusesTheStart() throws Exception {
        Files.write(scratch.resolve("journal-2.ldif"), journal);

        assertThatThrownBy(() -> people(Arrays.copyOf(journal, journal.length - 1)))
                .hasMessageContaining("journal-1.ldif is damaged");
    }

    @Test
    void aMissingJournalRefusesTheStart() throws Exception {
        Files.write(scratch.resolve("journal-3.ldif"), journal);

        assertThatThrownBy(() -> people(journal))
                .hasMessageMatching(
                        "The file .*journal-2\\.ldif is missing; restore it from a backup, or"
                                + " create it empty to go on without the changes in it\\.");
    }

    @Test
    void aSnapshotThatIsNotCompleteRefusesTheStart() throws Exception {
        Files.write(scratch.resolve("snapshot-1.ldif"), journal);

        assertThatThrownBy(() -> people(new byte[0]))
                .hasMessageContaining("snapshot-1.ldif is damaged");
    }

    private byte[] flipped(int at) {
        byte[] bytes = journal.clone();
        bytes[at] ^= 0x01;
        return bytes;
    }
}
