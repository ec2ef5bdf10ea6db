package dev.vestibule.provisioning.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.provisioning.file.Disk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

class CompactionTest {
    private static final long FLOOR = 4_000;
    private static final int PEOPLE = 60;

    @TempDir Path folder;
    @TempDir Path copies;

    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final List<Moment> moments = new ArrayList<>();

    /** What a crash would have left, and what had been answered by then. */
    private record Moment(Path folder, Set<String> answered) {}

    private synchronized void witness() {
        Set<String> known = Set.copyOf(answered);
        Path copy = copies.resolve("moment-" + moments.size());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            Files.createDirectory(copy);
            for (Path file : files) {
                copyIfThere(file, copy.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        moments.add(new Moment(copy, known));
    }

    private static void copyIfThere(Path from, Path to) throws IOException {
        try {
            Files.copy(from, to);
        } catch (NoSuchFileException _) {
            // Removed meanwhile: a crash would not have left it either.
        }
    }

    private void addPeople(Disk disk) throws Exception {
        try (EmbeddedDirectory directory =
                        EmbeddedDirectory.start(Tree.config(folder), Tree.settings(disk, FLOOR));
                LDAPConnection gateway = Tree.gateway(directory)) {
            for (int i = 0; i < PEOPLE; i++) {
                gateway.add(Tree.person("person" + i));
                answered.add("person" + i);
            }
        }
    }

    private static void assertHolds(Path folder, Set<String> usernames) throws Exception {
        try (EmbeddedDirectory directory = EmbeddedDirectory.start(Tree.config(folder));
                LDAPConnection gateway = Tree.gateway(directory)) {
            for (String username : usernames) {
                assertThat(gateway.getEntry(Tree.dn(username))).as(username).isNotNull();
            }
        }
    }

    @Test
    void aCrashAtAnyStepLosesNothingThatWasAnswered() throws Exception {
        addPeople(new WitnessDisk(this::witness));

        assertThat(moments).hasSizeGreaterThan(10);
        for (Moment moment : moments) {
            assertHolds(moment.folder(), moment.answered());
        }
    }

    @Test
    void theFolderStaysSmall() throws Exception {
        addPeople(Disk.system());
        long once = Files.size(folder.resolve("directory.log"));

        try (EmbeddedDirectory directory =
                        EmbeddedDirectory.start(
                                Tree.config(folder), Tree.settings(Disk.system(), FLOOR));
                LDAPConnection gateway = Tree.gateway(directory)) {
            for (int i = 0; i < 10 * PEOPLE; i++) {
                gateway.modify(
                        Tree.dn("person" + i % PEOPLE),
                        new Modification(ModificationType.REPLACE, "description", "x".repeat(500)),
                        new Modification(ModificationType.REPLACE, "title", "number " + i));
            }
        }

        assertThat(folder.resolve("directory.log.new")).doesNotExist();
        assertThat(Files.size(folder.resolve("directory.log"))).isLessThan(8 * once);
        assertHolds(folder, answered);
    }

    @Test
    void nobodyElseOnTheMachineReadsTheFiles() throws Exception {
        addPeople(Disk.system());

        try (var files = Files.list(folder)) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file ->
                            assertThat(Files.getPosixFilePermissions(file))
                                    .containsExactlyInAnyOrder(
                                            PosixFilePermission.OWNER_READ,
                                            PosixFilePermission.OWNER_WRITE));
        }
    }

    @Test
    void aLongJournalIsCompactedAfterTheStart() throws Exception {
        try (EmbeddedDirectory directory = EmbeddedDirectory.start(Tree.config(folder));
                LDAPConnection gateway = Tree.gateway(directory)) {
            for (int i = 0; i < PEOPLE; i++) {
                gateway.add(Tree.person("person" + i));
                gateway.delete(Tree.dn("person" + i));
            }
        }
        long before = Files.size(folder.resolve("directory.log"));

        EmbeddedDirectory.start(Tree.config(folder), Tree.settings(Disk.system(), FLOOR)).close();

        assertThat(Files.size(folder.resolve("directory.log"))).isLessThan(before / 10);
    }
}
