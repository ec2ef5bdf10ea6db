package dev.vestibule.gateway.webhook;

import dev.vestibule.flow.webhook.Webhook;
import dev.vestibule.provisioning.api.AccountEvent;
import dev.vestibule.provisioning.file.PrivateFiles;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
 * alone posts, so that signature, tries, order and dead letters are the same for every event.
 * Deployed as {@link WebhookVerticle} is; when it is undeployed everything that was published
 * before is left.
 */
public final class Handover extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);
    private static final String PREFIX = "webhooks-handed-";
    private static final String SUFFIX = ".jsonl";
    private static final int AT_ONCE = 1_000;

    private final Path folder;
    private final List<Webhook> webhooks;
    private final Runnable lost;
    private long number;

    private Handover(Path folder, Collection<Webhook> webhooks, Runnable lost) {
        this.folder = folder;
        this.webhooks = List.copyOf(webhooks);
        this.lost = lost;
    }

    /**
     * Opens the gateway's folder.
     *
     * @param lost hears of each event that could not be left
     * @throws IOException when nothing can be left there
     */
    public static Handover open(Path folder, Collection<Webhook> webhooks, Runnable lost)
            throws IOException {
        PrivateFiles.createFolder(folder);
        Handover handover = new Handover(folder, webhooks, lost);
        Files.delete(handover.written(List.of(), "probe-" + UUID.randomUUID()));
        return handover;
    }

    @Override
    public Future<?> start() {
        return WebhookVerticle.listen(
                vertx,
                event -> {
                    try {
                        leave(event);
                    } catch (IOException e) {
                        LOG.error("event=webhook_lost id={}", event.id(), e);
                        lost.run();
                    }
                });
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
