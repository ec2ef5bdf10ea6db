package dev.vestibule.provisioning.audit;

import dev.vestibule.provisioning.file.PrivateFiles;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where the audit log is written.
 *
 * @param largest bytes after which a new file is begun
 * @param kept how many full files are kept beside the one that is written
 * @param actor on every record; null for the gateway itself
 */
public record AuditSettings(Path file, long largest, int kept, @Nullable AuditActor actor) {

    /** Of the gateway itself. */
    public AuditSettings(Path file, long largest, int kept) {
        this(file, largest, kept, null);
    }

    /**
     * A file of the log is new: its name survives a crash when this returns. What a command created
     * must be the gateway's to write.
     *
     * @throws IOException when it is not; then the file is removed
     */
    void created(Path file) throws IOException {
        if (actor != null) {
            PrivateFiles.requireOwnerOfFolder(file);
        }
        PrivateFiles.forceName(file);
    }

    /**
     * Of a command that writes to the file of a gateway, which may be running. It only appends:
     * when the file is full the gateway makes room, so that files keep their owner and their order.
     */
    public static AuditSettings beside(Path file, AuditActor actor) {
        return new AuditSettings(file, Long.MAX_VALUE, 0, actor);
    }
}
