package dev.vestibule.provisioning.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class FailingDiskTest {
    private static final long NO_COMPACTION = Long.MAX_VALUE;

    @TempDir Path folder;

    private final FaultyDisk disk = new FaultyDisk();
    private EmbeddedDirectory directory = EmbeddedDirectory.start(Tree.config(null));
    private LDAPConnection gateway = new LDAPConnection();

    @BeforeEach
    void start() throws Exception {
        directory.close();
        directory =
                EmbeddedDirectory.start(Tree.config(folder), Tree.settings(disk, NO_COMPACTION));
        gateway = Tree.gateway(directory);
        gateway.add(Tree.person("ada", new Attribute("userPassword", "adas-password")));
    }

    @AfterEach
    void stop() {
        gateway.close();
        directory.close();
    }

    private static void assertUnavailable(ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(
                        LDAPException.class,
                        e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.UNAVAILABLE))
                .hasMessage("The directory could not write its journal; see its log.");
    }

    private void assertSameAfterRestart() throws Exception {
        Object before = Tree.everything(directory);
        directory.close();
        directory = EmbeddedDirectory.start(Tree.config(folder));
        assertThat(Tree.everything(directory)).isEqualTo(before);
    }

    @Test
    void aFullDiskLeavesNothingOfTheRefusedWrites() throws Exception {
        Object before = Tree.everything(directory);
        disk.full = true;

        assertUnavailable(() -> gateway.add(Tree.person("bob")));
        assertUnavailable(() -> gateway.delete(Tree.dn("ada")));
        assertUnavailable(() -> gateway.modifyDN(Tree.dn("ada"), "uid=eve", true));
        assertUnavailable(() ->
                gateway.modify(
                        Tree.dn("ada"),
                        new Modification(ModificationType.REPLACE, "sn", "Lovelace")));

        assertThat(Tree.everything(directory)).isEqualTo(before);
        assertSameAfterRestart();
    }

    @Test
    void aDiskThatHasSpaceAgainTakesWritesAgain() throws Exception {
        disk.full = true;
        assertUnavailable(() -> gateway.add(Tree.person("bob")));
        disk.full = false;

        gateway.add(Tree.person("bob"));

        assertThat(gateway.getEntry(Tree.dn("bob"))).isNotNull();
        assertSameAfterRestart();
    }

    @Test
    void afterAFailedForceNothingIsAnsweredUntilARestart() throws Exception {
        disk.forceFails = true;
        assertUnavailable(() -> gateway.add(Tree.person("bob")));
        disk.forceFails = false;

        assertUnavailable(() -> gateway.add(Tree.person("eve")));
        assertUnavailable(() -> gateway.search(Tree.entries()));

        gateway.close();
        directory.close();
        directory = EmbeddedDirectory.start(Tree.config(folder));
        gateway = Tree.gateway(directory);
        assertThat(gateway.getEntry(Tree.dn("ada"))).isNotNull();
        assertThat(gateway.getEntry(Tree.dn("eve"))).isNull();
    }

    @Test
    void bytesThatCannotBeTakenBackEndTheService() throws Exception {
        disk.full = true;
        disk.truncateFails = true;
        assertUnavailable(() -> gateway.add(Tree.person("bob")));
        disk.full = false;

        assertUnavailable(() -> gateway.add(Tree.person("eve")));

        directory.close();
        directory = EmbeddedDirectory.start(Tree.config(folder));
        assertThat(Tree.everything(directory)).hasSize(5);
    }

    @Test
    void aSnapshotThatCannotBePutInPlaceLosesNothing() throws Exception {
        disk.movesFail = true;
        restartWithCompaction();

        addTwenty();

        assertThat(folder.resolve("directory.log.new")).exists();
        assertSameAfterRestart();
    }

    @Test
    void aCompactionThatCannotBeginLosesNothing() throws Exception {
        restartWithCompaction();
        disk.opensFail = true;

        addTwenty();

        assertSameAfterRestart();
    }

    private void restartWithCompaction() throws LDAPException {
        gateway.close();
        directory.close();
        directory = EmbeddedDirectory.start(Tree.config(folder), Tree.settings(disk, 1));
        gateway = Tree.gateway(directory);
    }

    private void addTwenty() throws LDAPException {
        for (int i = 0; i < 20; i++) {
            gateway.add(Tree.person("person" + i));
        }
    }
}
