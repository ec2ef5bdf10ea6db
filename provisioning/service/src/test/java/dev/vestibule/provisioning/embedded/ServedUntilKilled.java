package dev.vestibule.provisioning.embedded;

import dev.vestibule.provisioning.file.Disk;
import dev.vestibule.provisioning.file.RecordLog;

import java.nio.file.Path;

/** A process of its own that serves a data folder until it is killed. Started by a test. */
final class ServedUntilKilled {
    /** How the line begins that says where it listens. */
    static final String PORT = "port=";

    /** So small that the journal is compacted several times meanwhile. */
    private static final long COMPACTION_FLOOR = 20_000;

    private ServedUntilKilled() {}

    public static void main(String[] arguments) throws Exception {
        RecordLog.Settings settings = Tree.settings(Disk.system(), COMPACTION_FLOOR);
        EmbeddedDirectory directory =
                EmbeddedDirectory.start(Tree.config(Path.of(arguments[0])), settings);
        System.out.println(PORT + directory.port());
        // The end of the input means that the test is gone: nobody is left to kill us.
        while (System.in.read() >= 0) {}
        directory.close();
    }
}
