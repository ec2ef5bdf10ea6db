package dev.vestibule.gateway.webhook;

import dev.vestibule.provisioning.file.PrivateFiles;

import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Deliveries on the disk, from the moment they are taken until they are made or given up. One
 * thread at a time uses it.
 */
public final class Outbox implements AutoCloseable {
    private static final long WORTH_EMPTYING = 1 << 20;

    private final Path folder;
    private final FileChannel journal;
    private final Map<String, Delivery> waiting = new LinkedHashMap<>();

    private Outbox(Path folder, FileChannel journal) {
        this.folder = folder;
        this.journal = journal;
    }

    /**
     * Opens the outbox of this folder, with what an earlier process left in it.
     *
     * @throws IOException when the folder cannot be written
     */
    public static Outbox open(Path folder) throws IOException {
        PrivateFiles.createFolder(folder);
        Path file = folder.resolve("webhooks.jsonl");
        Path fresh = folder.resolve("webhooks.jsonl.new");
        Map<String, Delivery> left = left(file);
        Files.deleteIfExists(fresh);
        FileChannel journal = Letters.open(fresh);
        Outbox outbox = new Outbox(folder, journal);
        for (Delivery delivery : left.values()) {
            outbox.add(delivery);
        }
        outbox.force();
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return outbox;
    }

    private static Map<String, Delivery> left(Path file) throws IOException {
        Map<String, Delivery> left = new LinkedHashMap<>();
        for (JsonObject line : Letters.lines(file)) {
            String done = line.getString("done");
            if (done != null) {
                left.remove(done);
            } else {
                Delivery delivery = Delivery.of(line);
                left.put(delivery.key(), delivery);
            }
        }
        return left;
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
        Letters.append(journal, delivery.json());
        waiting.put(delivery.key(), delivery);
    }

    void force() throws IOException {
        journal.force(false);
    }

    /** The delivery is made. */
    void done(Delivery delivery) throws IOException {
        waiting.remove(delivery.key());
        Letters.append(journal, new JsonObject().put("done", delivery.key()));
        if (waiting.isEmpty() && journal.size() > WORTH_EMPTYING) {
            journal.truncate(0);
        }
    }

    /** The delivery is given up: it goes to the dead letters, and out of here. */
    void dead(Delivery delivery, String why) throws IOException {
        try (FileChannel letters = Letters.open(folder.resolve("webhooks-dead.jsonl"))) {
            Letters.append(letters, delivery.json().put("failure", why));
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
            Letters.lines(file).stream().map(Delivery::of).forEach(taken::add);
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
    public void close() throws IOException {
        journal.close();
    }
}
