package dev.vestibule.provisioning.audit;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;

/** Where records are kept. */
public interface AuditTrail {
    /**
     * Takes the record without waiting for a disk.
     *
     * @return completes when the record is safe, and exceptionally when it is lost
     */
    CompletableFuture<@Nullable Void> record(AuditRecord record);

    /** Keeps nothing. */
    static AuditTrail none() {
        return _ -> CompletableFuture.completedFuture(null);
    }
}
