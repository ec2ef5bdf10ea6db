package dev.vestibule.gateway.webhook;

import dev.vestibule.flow.webhook.Webhook;
import dev.vestibule.provisioning.api.AccountEvent;
import dev.vestibule.provisioning.file.PrivateFiles;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where a process beside the gateway leaves events for its webhooks: one file each, which appears
 * as a whole under a name that no other has. The gateway takes them when it looks, or starts; it
 * alone posts, so that signature, tries, order and dead letters are the same for every event. One
 * thread at a time uses it.
 */
public final class Handover {
    private static final String PREFIX = "webhooks-handed-";
    private static final String SUFFIX = ".jsonl";
    private static final int AT_ONCE = 1_000;

    private final Path folder;
    private final List<Webhook> webhooks;
    private long number;

    private Handover(Path folder, Collection<Webhook> webhooks) {
        this.folder = folder;
        this.webhooks = List.copyOf(webhooks);
    }

    /**
     * Opens the gateway's folder.
     *
     * @throws IOException when nothing can be left there
     */
    public static Handover open(Path folder, Collection<Webhook> webhooks) throws IOException {
        PrivateFiles.createFolder(folder);
        Handover handover = new Handover(folder, webhooks);
        Files.delete(handover.written(List.of(), "probe-" + UUID.randomUUID()));
        return handover;
    }

    /** Leaves the event; when this returns it is safe. */
    void leave(AccountEvent event) throws IOException {
        List<Delivery> deliveries =
                webhooks.stream()
                        .filter(webhook -> webhook.events().contains(event.kind().type()))
                        .map(webhook -> Delivery.of(webhook.id(), event))
                        .toList();
        if (!deliveries.isEmpty()) {
            // Names in the order of time, so that the events of one account keep theirs.
            String name =
                    "%015d-%09d-%s".formatted(event.time().toEpochMilli(), number++, event.id());
            Path whole = folder.resolve(PREFIX + name + SUFFIX);
            Files.move(written(deliveries, name), whole, StandardCopyOption.ATOMIC_MOVE);
            PrivateFiles.forceName(whole);
        }
    }

    /** What was left, the oldest first; of very much, a part. */
    static List<Path> left(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isLeft(String.valueOf(file.getFileName())))
                    .sorted()
                    .limit(AT_ONCE)
                    .toList();
        }
    }

    private static boolean isLeft(String name) {
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    private Path written(List<Delivery> deliveries, String name) throws IOException {
        Path file = folder.resolve(PREFIX + name + ".new");
        try (FileChannel letters = JsonLines.open(file)) {
            for (Delivery delivery : deliveries) {
                JsonLines.append(letters, delivery.json());
            }
            letters.force(false);
        }
        PrivateFiles.requireOwnerOfFolder(file);
        return file;
    }
}
