package dev.vestibule.provisioning.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.provisioning.file.RecordLog.DamagedException;
import dev.vestibule.provisioning.file.RecordLog.Settings;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

class RecordLogTest {
    private static final long NO_COMPACTION = Long.MAX_VALUE;

    @TempDir private Path folder;
    @TempDir private Path scratch;
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private byte[] bytes = new byte[0];
    private int lastRecord;

    /** One after the other, so that each was safe before the next was written. */
    @BeforeEach
    void addThree() throws IOException {
        Path file = folder.resolve("a.log");
        try (RecordLog log = RecordLog.open(file, settings(NO_COMPACTION, false), _ -> {})) {
            for (String record : List.of("ada", "bob", "eve and all that is hers")) {
                lastRecord = Math.toIntExact(Files.size(file));
                log.awaitSafe(log.append(record.getBytes(StandardCharsets.UTF_8)));
            }
        }
        bytes = Files.readAllBytes(file);
    }

    private Settings settings(long smallest, boolean skipsDamage) {
        return new Settings(Disk.system(), smallest, skipsDamage, warnings::add, errors::add);
    }

    private List<String> records(byte[] content, boolean skipsDamage) throws IOException {
        Files.write(scratch.resolve("a.log"), content);
        return reopened(scratch.resolve("a.log"), skipsDamage);
    }

    private List<String> reopened(Path file, boolean skipsDamage) throws IOException {
        List<String> records = new ArrayList<>();
        RecordLog.open(
                        file,
                        settings(NO_COMPACTION, skipsDamage),
                        record -> records.add(new String(record, StandardCharsets.UTF_8)))
                .close();
        return records;
    }

    @Test
    void aLastRecordTornAtAnyByteIsDroppedAndCutOff() throws IOException {
        for (int length = lastRecord; length < bytes.length; length++) {
            assertThat(records(Arrays.copyOf(bytes, length), false))
                    .as("cut at %d", length)
                    .containsExactly("ada", "bob");
            assertThat(scratch.resolve("a.log")).hasSize(lastRecord);
        }
    }

    @Test
    void theWarningNamesFilePlaceAndSize() throws IOException {
        records(Arrays.copyOf(bytes, lastRecord + 7), false);

        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith(
                        "journal=torn file="
                                + scratch.resolve("a.log")
                                + " offset="
                                + lastRecord
                                + " dropped-bytes=7: ");
    }

    @Test
    void aLastRecordOfWhichAnyByteIsWrongIsDropped() throws IOException {
        for (int at = lastRecord; at < bytes.length; at++) {
            assertThat(records(flipped(at), false))
                    .as("flipped at %d", at)
                    .containsExactly("ada", "bob");
        }
    }

    @Test
    void aWrongByteInAnEarlierRecordIsDamage() {
        for (int at = 0; at < lastRecord; at++) {
            byte[] wrong = flipped(at);
            assertThatThrownBy(() -> records(wrong, false))
                    .as("flipped at %d", at)
                    .isInstanceOf(DamagedException.class);
        }
    }

    @Test
    void theDamageNamesFileAndPlace() {
        assertThatThrownBy(() -> records(flipped(3), false))
                .hasMessageMatching(
                        "The record at byte 0 of .*a\\.log is damaged and others follow it");
    }

    @Test
    void whoSkipsDamageReadsWhatIsBehindIt() throws IOException {
        assertThat(records(flipped(3), true)).containsExactly("bob", "eve and all that is hers");
        assertThat(errors).singleElement().asString().startsWith("journal=damaged file=");
    }

    @Test
    void zeroesAtTheEndAreDropped() throws IOException {
        assertThat(records(Arrays.copyOf(bytes, bytes.length + 4096), false)).hasSize(3);
        assertThat(scratch.resolve("a.log")).hasSize(bytes.length);
    }

    @Test
    void aWholeFileIsKeptByteByByte() throws IOException {
        assertThat(records(bytes, false)).hasSize(3);
        assertThat(scratch.resolve("a.log")).hasBinaryContent(bytes);
    }

    @Test
    void recordsThatWereNeverSafeMayBeMissingBeforeOneThatIsWhole() throws IOException {
        byte[] unsafe = RecordFrames.frame(new byte[] {1, 2, 3}, 100).array();
        byte[] content = Arrays.copyOf(bytes, bytes.length + 100 + unsafe.length);
        System.arraycopy(unsafe, 0, content, bytes.length + 100, unsafe.length);

        assertThat(records(content, false)).hasSize(3);
    }

    @Test
    void anyBlocksOfWhatWasNotYetForcedMayBeMissing() throws IOException {
        Random random = new Random(1);
        Path file = scratch.resolve("a.log");
        byte[] body = new byte[9_000];
        Arrays.fill(body, (byte) 'x');
        try (RecordLog log = RecordLog.open(file, settings(NO_COMPACTION, false), _ -> {})) {
            log.awaitSafe(log.append(body));
            long safe = Files.size(file);
            log.append(body);
            log.append(body);
            byte[] all = Files.readAllBytes(file);
            for (int round = 0; round < 200; round++) {
                byte[] torn = all.clone();
                for (int block = (int) safe / 512 + 1; block < all.length / 512; block++) {
                    if (random.nextBoolean()) {
                        Arrays.fill(torn, block * 512, (block + 1) * 512, (byte) 0);
                    }
                }
                Path copy = folder.resolve("torn.log");
                Files.write(copy, torn);
                assertThat(reopened(copy, false))
                        .isNotEmpty()
                        .allMatch(new String(body, StandardCharsets.UTF_8)::equals);
            }
        }
    }

    @Test
    void compactionKeepsTheStateAndWhatCameMeanwhile() throws Exception {
        Path file = folder.resolve("counter.log");
        int last = 2_000;
        try (RecordLog log = RecordLog.open(file, settings(5_000, false), _ -> {});
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Long>> waiting = new ArrayList<>();
            for (int i = 1; i <= last; i++) {
                byte[] state = number(i);
                long number = log.append(state);
                log.compactIfWorth(() -> Stream.of(state));
                waiting.add(() -> {
                    log.awaitSafe(number);
                    return number;
                });
            }
            for (Future<Long> safe : threads.invokeAll(waiting)) {
                assertThat(safe.get()).isPositive();
            }
        }

        List<Integer> numbers = new ArrayList<>();
        RecordLog.open(
                        file,
                        settings(NO_COMPACTION, false),
                        record -> numbers.add(ByteBuffer.wrap(record).getInt()))
                .close();
        assertThat(numbers).isSorted().endsWith(last);
        assertThat(numbers.size()).isLessThan(last);
        assertThat(numbers.getLast() - numbers.getFirst()).isEqualTo(numbers.size() - 1);
    }

    @Test
    void aStateThatIsNotWholeIsDamage() throws Exception {
        Path file = folder.resolve("state.log");
        try (RecordLog log = RecordLog.open(file, settings(1, false), _ -> {})) {
            log.awaitSafe(log.append(number(1)));
            log.compactIfWorth(() -> Stream.of(number(7), number(8)));
        }
        byte[] content = Files.readAllBytes(file);
        int second = content.length / 5 * 2;

        content[second] ^= 1;
        assertThatThrownBy(() -> records(content, false)).isInstanceOf(DamagedException.class);
    }

    @Test
    void itsFilesAreForTheirOwnerOnly() throws IOException {
        try (var files = Files.list(folder)) {
            assertThat(files.filter(file -> file.toString().contains(".log")))
                    .hasSize(2)
                    .allSatisfy(file ->
                            assertThat(Files.getPosixFilePermissions(file))
                                    .isEqualTo(PosixFilePermissions.fromString("rw-------")));
        }
    }

    @Test
    void oneProcessAtATimeHasIt() throws IOException {
        Path file = folder.resolve("a.log");
        try (RecordLog _ = RecordLog.open(file, settings(NO_COMPACTION, false), _ -> {})) {
            assertThatThrownBy(() -> reopened(file, false))
                    .isInstanceOf(PrivateFiles.InUseException.class);
        }
        assertThat(reopened(file, false)).hasSize(3);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    private byte[] flipped(int at) {
        byte[] wrong = bytes.clone();
        wrong[at] ^= 0x01;
        return wrong;
    }
}
