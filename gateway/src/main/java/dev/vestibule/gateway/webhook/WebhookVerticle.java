package dev.vestibule.gateway.webhook;

import dev.vestibule.flow.webhook.Webhook;
import dev.vestibule.gateway.outbound.OutboundRoute;
import dev.vestibule.provisioning.api.AccountEvent;
import dev.vestibule.provisioning.api.AccountEvent.EventKind;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Listens to what happens to accounts and tells the webhooks. A login never waits for it. What it
 * has taken is on the disk before it is posted, and stays there until it is delivered or given up.
 */
public final class WebhookVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookVerticle.class);
    private static final int MOST_WAITING = 100_000;

    private final Collection<Webhook> webhooks;
    private final Outbox outbox;
    private final Settings settings;
    private final Map<String, WebhookDispatcher> dispatchers = new LinkedHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private @Nullable WebhookClient client;
    private boolean forceIsDue;

    /**
     * What it takes from its surroundings.
     *
     * @param longest how long one post may take
     * @param route how receivers are reached
     * @param replays how often it is looked for what an administrator has put back, or a command
     *     has handed over
     */
    public record Settings(
            RetrySchedule retries,
            Duration longest,
            OutboundRoute route,
            Duration replays,
            RandomGenerator random,
            InstantSource clock,
            MeterRegistry metrics) {}

    /**
     * @param outbox becomes this verticle's to close
     */
    public WebhookVerticle(Collection<Webhook> webhooks, Outbox outbox, Settings settings) {
        this.webhooks = List.copyOf(webhooks);
        this.outbox = outbox;
        this.settings = settings;
    }

    /** One instance on a virtual thread, since it writes to the disk. */
    public static DeploymentOptions deploymentOptions() {
        return new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
    }

    @Override
    public Future<?> start() {
        WebhookClient opened = new WebhookClient(vertx, settings.longest(), settings.route());
        client = opened;
        var services = new WebhookDispatcher.Services(vertx, outbox, opened, settings);
        webhooks.forEach(
                webhook -> dispatchers.put(webhook.id(), new WebhookDispatcher(webhook, services)));
        settings.metrics().gauge("vestibule.webhook.waiting", waiting);
        take(outbox.waiting());
        dispatch();
        vertx.setPeriodic(settings.replays().toMillis(), _ -> takeLeft());
        return listen(vertx, this::accept);
    }

    /** From when the future ends the consumer gets every event of accounts. */
    static Future<?> listen(Vertx vertx, Consumer<AccountEvent> consumer) {
        return Future.all(
                List.of(EventKind.values()).stream()
                        .map(kind ->
                                vertx.eventBus()
                                        .<AccountEvent>consumer(
                                                kind.address(),
                                                event -> consumer.accept(event.body()))
                                        .completion())
                        .toList());
    }

    @Override
    public Future<?> stop() throws IOException {
        dispatchers.values().forEach(WebhookDispatcher::stop);
        try (outbox) {
            outbox.force();
        }
        WebhookClient opened = client;
        return opened == null ? Future.succeededFuture() : opened.close();
    }

    private void accept(AccountEvent event) {
        for (WebhookDispatcher dispatcher : dispatchers.values()) {
            if (dispatcher.webhook().events().contains(event.kind().type())) {
                accept(Delivery.of(dispatcher.webhook().id(), event), dispatcher);
            }
        }
    }

    private void accept(Delivery delivery, WebhookDispatcher dispatcher) {
        try {
            if (outbox.size() >= MOST_WAITING) {
                outbox.dead(delivery, "too many wait");
                return;
            }
            outbox.add(delivery);
            dispatcher.add(delivery);
            forceSoon();
        } catch (IOException e) {
            LOG.error("event=webhook_lost webhook={} id={}", delivery.webhook(), delivery.id(), e);
            settings.metrics()
                    .counter("vestibule.webhook.lost", "webhook", delivery.webhook())
                    .increment();
        }
    }

    /** All events that have come meanwhile share one force of the disk. */
    private void forceSoon() {
        if (!forceIsDue) {
            forceIsDue = true;
            context.runOnContext(_ -> force());
        }
    }

    private void force() {
        forceIsDue = false;
        try {
            outbox.force();
        } catch (IOException e) {
            LOG.error("event=webhook_outbox_failed", e);
        }
        dispatch();
    }

    private void takeLeft() {
        try {
            take(outbox.takeLeft());
        } catch (IOException e) {
            LOG.error("event=webhook_replay_failed", e);
        }
        dispatch();
    }

    /** Those of a webhook that is configured no more wait until it is again. */
    private void take(List<Delivery> deliveries) {
        for (Delivery delivery : deliveries) {
            WebhookDispatcher dispatcher = dispatchers.get(delivery.webhook());
            if (dispatcher != null) {
                dispatcher.add(delivery);
            }
        }
    }

    private void dispatch() {
        dispatchers.values().forEach(WebhookDispatcher::dispatch);
        waiting.set(outbox.size());
    }
}
