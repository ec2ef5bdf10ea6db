package dev.vestibule.provisioning.embedded;

import com.unboundid.ldif.LDIFChangeRecord;

import dev.vestibule.provisioning.embedded.EmbeddedDirectoryException.Reason;
import dev.vestibule.provisioning.file.PrivateFiles;
import dev.vestibule.provisioning.file.RecordLog;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The accepted changes, each as LDIF change records (RFC 2849) that hold together. They are on the
 * disk where there is a data folder; else they end with the process.
 */
final class ChangeLog implements AutoCloseable {
    private static final String FILE = "directory.log";

    private final @Nullable RecordLog log;

    private ChangeLog(@Nullable RecordLog log) {
        this.log = log;
    }

    /** Opens the log of this folder and lets its changes happen again. */
    static ChangeLog open(@Nullable Path folder, RecordLog.Settings settings, Replay replay) {
        if (folder == null) {
            return new ChangeLog(null);
        }
        Path file = folder.resolve(FILE);
        try {
            return new ChangeLog(RecordLog.open(file, settings, replay::apply));
        } catch (Replay.UnfitException e) {
            throw new EmbeddedDirectoryException(
                    Reason.DATA_BROKEN,
                    "A record in %s does not fit the records before it; restore the data folder from a backup."
                            .formatted(file),
                    e);
        } catch (PrivateFiles.InUseException e) {
            throw new EmbeddedDirectoryException(
                    Reason.DATA_IN_USE,
                    "The data folder %s is used by another process; stop that one or choose another folder."
                            .formatted(folder),
                    e);
        } catch (RecordLog.DamagedException e) {
            throw new EmbeddedDirectoryException(
                    Reason.DATA_BROKEN,
                    e.getMessage() + "; restore the data folder from a backup.",
                    e);
        } catch (IOException e) {
            throw new EmbeddedDirectoryException(
                    Reason.DATA_UNUSABLE,
                    "The data folder %s cannot be used (%s); check its permissions and the space on its disk."
                            .formatted(folder, e),
                    e);
        }
    }

    static byte[] encoded(List<LDIFChangeRecord> changes) {
        StringBuilder text = new StringBuilder();
        for (LDIFChangeRecord change : changes) {
            for (String line : change.toLDIF()) {
                text.append(line).append('\n');
            }
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Writes a change; it is safe once {@link #awaitSafe} has returned for its number.
     *
     * @throws IOException when it could not be written and is not in the log
     */
    void append(List<LDIFChangeRecord> changes) throws IOException {
        if (log != null) {
            log.append(encoded(changes));
        }
    }

    /** The number of the last change. */
    long appended() {
        return log == null ? 0 : log.appended();
    }

    /** Returns when the change with this number and all before it would survive a crash. */
    void awaitSafe(long number) throws IOException {
        if (log != null) {
            log.awaitSafe(number);
        }
    }

    /** Ends the service: memory and log do not agree any more. */
    void fail(IOException cause) {
        if (log != null) {
            log.fail(cause);
        }
    }

    /** Replaces the changes by the content that they led to, when that is worth it. */
    void compactIfWorth(Supplier<Stream<LDIFChangeRecord>> content) {
        if (log != null) {
            log.compactIfWorth(() -> content.get().map(each -> encoded(List.of(each))));
        }
    }

    @Override
    public void close() {
        if (log != null) {
            log.close();
        }
    }
}
