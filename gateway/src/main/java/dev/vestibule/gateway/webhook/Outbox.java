package dev.vestibule.gateway.webhook;

import dev.vestibule.provisioning.file.PrivateFiles;
import dev.vestibule.provisioning.file.RecordLog;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Deliveries on the disk, from the moment they are taken until they are made or given up. One
 * thread at a time uses it.
 */
public final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final String DONE = "done";

    private final Path folder;
    private final Map<String, Delivery> waiting = new LinkedHashMap<>();
    private final RecordLog log;

    private Outbox(Path folder) throws IOException {
        this.folder = folder;
        // An event that cannot be read must not hold back those behind it.
        log =
                RecordLog.open(
                        folder.resolve("webhooks.log"),
                        RecordLog.Settings.standard(true, LOG::warn, LOG::error),
                        record -> replay(new JsonObject(Buffer.buffer(record))));
    }

    /**
     * Opens the outbox of this folder, with what an earlier process left in it.
     *
     * @throws PrivateFiles.InUseException when another process has it
     * @throws IOException when the folder cannot be written
     */
    public static Outbox open(Path folder) throws IOException {
        return new Outbox(folder);
    }

    private void replay(JsonObject record) {
        String done = record.getString(DONE);
        if (done != null) {
            waiting.remove(done);
        } else {
            Delivery delivery = Delivery.of(record);
            waiting.put(delivery.key(), delivery);
        }
    }

    /** What is neither delivered nor given up, the oldest first. */
    List<Delivery> waiting() {
        return List.copyOf(waiting.values());
    }

    int size() {
        return waiting.size();
    }

    /** Takes a delivery; it is safe after {@link #force}. */
    void add(Delivery delivery) throws IOException {
        append(delivery.json());
        waiting.put(delivery.key(), delivery);
    }

    private void append(JsonObject record) throws IOException {
        log.append(record.toBuffer().getBytes());
    }

    void force() throws IOException {
        log.awaitSafe(log.appended());
    }

    /** The delivery is made. */
    void done(Delivery delivery) throws IOException {
        waiting.remove(delivery.key());
        append(new JsonObject().put(DONE, delivery.key()));
        log.compactIfWorth(() -> waiting().stream().map(each -> each.json().toBuffer().getBytes()));
    }

    /** The delivery is given up: it is appended to the dead letters and removed from here. */
    void dead(Delivery delivery, String why) throws IOException {
        try (FileChannel letters = JsonLines.open(folder.resolve("webhooks-dead.jsonl"))) {
            JsonLines.append(letters, delivery.json().put("failure", why));
            letters.force(false);
        }
        done(delivery);
    }

    /** Takes the dead letters that an administrator has put back, and what was handed over. */
    List<Delivery> takeLeft() throws IOException {
        List<Path> files = new ArrayList<>(Handover.left(folder));
        Path replay = folder.resolve("webhooks-replay.jsonl");
        if (Files.exists(replay)) {
            files.addFirst(replay);
        }
        // Read before anything is added: of a file that cannot be read nothing would be posted.
        List<Delivery> taken = new ArrayList<>();
        for (Path file : files) {
            JsonLines.of(file).stream().map(Delivery::of).forEach(taken::add);
        }
        for (Delivery delivery : taken) {
            add(delivery);
        }
        if (!files.isEmpty()) {
            force();
        }
        for (Path file : files) {
            Files.delete(file);
        }
        return taken;
    }

    @Override
    public void close() {
        log.close();
    }
}
