package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.schema.Schema;

import dev.vestibule.provisioning.embedded.EmbeddedDirectoryException.Reason;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * What was there at the start, and the log that goes on from it.
 *
 * @param entries parents first
 */
record StoredContent(ChangeLog log, Collection<Entry> entries) {

    /** Reads the data folder, or starts with nothing when there is none. */
    static StoredContent open(@Nullable Path data, DataSettings settings, Schema schema) {
        if (data == null) {
            return new StoredContent(new MemoryOnly(), List.of());
        }
        try {
            DataFolder folder = DataFolder.open(data.toAbsolutePath(), settings.disk());
            try {
                Recovery recovery = new Recovery(folder, schema);
                Recovery.Position position = recovery.run();
                return new StoredContent(
                        new Journal(folder, position, settings.compactionFloor()),
                        recovery.replay().entries());
            } catch (IOException | RuntimeException e) {
                folder.close();
                throw e;
            }
        } catch (IOException e) {
            throw new EmbeddedDirectoryException(
                    Reason.DATA_UNUSABLE,
                    "The data folder "
                            + data
                            + " cannot be used ("
                            + e
                            + "); check its permissions and the space on its disk.",
                    e);
        }
    }
}
