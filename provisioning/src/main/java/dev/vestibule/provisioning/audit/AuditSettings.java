package dev.vestibule.provisioning.audit;

import org.jspecify.annotations.Nullable;

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
     * Of a command that writes to the file of a gateway, which may be running. It only appends:
     * when the file is full the gateway makes room, so that files keep their owner and their order.
     */
    public static AuditSettings beside(Path file, AuditActor actor) {
        return new AuditSettings(file, Long.MAX_VALUE, 0, actor);
    }
}
