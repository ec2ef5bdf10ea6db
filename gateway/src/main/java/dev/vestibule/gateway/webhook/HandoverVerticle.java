package dev.vestibule.gateway.webhook;

import dev.vestibule.provisioning.api.AccountEvent;
import dev.vestibule.provisioning.api.AccountEvent.EventKind;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;

/**
 * Listens to what happens to accounts in a process beside the gateway, and leaves it to the gateway
 * to tell the webhooks. Deployed as {@link WebhookVerticle} is; when it is undeployed everything
 * that was published before is left.
 */
public final class HandoverVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(HandoverVerticle.class);

    private final Handover handover;
    private final Runnable lost;

    /**
     * @param lost hears of each event that could not be left
     */
    public HandoverVerticle(Handover handover, Runnable lost) {
        this.handover = handover;
        this.lost = lost;
    }

    @Override
    public Future<?> start() {
        return Future.all(
                List.of(EventKind.values()).stream()
                        .map(kind ->
                                vertx.eventBus()
                                        .<AccountEvent>consumer(
                                                kind.address(), event -> leave(event.body()))
                                        .completion())
                        .toList());
    }

    private void leave(AccountEvent event) {
        try {
            handover.leave(event);
        } catch (IOException e) {
            LOG.error("event=webhook_lost id={}", event.id(), e);
            lost.run();
        }
    }
}
