package dev.vestibule.gateway.webhook;

import dev.vestibule.flow.webhook.Webhook;
import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.gateway.outbound.OutboundFailure;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Brings deliveries to one webhook. Those of one account go one after the other, so that their
 * order is kept; several accounts go at once. Everything happens on one context.
 */
final class WebhookDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookDispatcher.class);
    private static final int AT_ONCE = 8;
    private static final int GONE = 410;

    private final Webhook webhook;
    private final Services services;
    private final Signature signature;
    private final Map<String, AccountQueue> queues = new HashMap<>();
    private final Deque<AccountQueue> ready = new ArrayDeque<>();
    private int underWay;
    private boolean stopped;

    /** What all of them share. */
    record Services(
            Vertx vertx, Outbox outbox, WebhookClient client, WebhookVerticle.Settings settings) {}

    /** The deliveries of one account. */
    private static final class AccountQueue {
        private final Deque<Delivery> deliveries = new ArrayDeque<>();
        private int failed;
    }

    WebhookDispatcher(Webhook webhook, Services services) {
        this.webhook = webhook;
        this.services = services;
        signature = new Signature(webhook.secret());
    }

    Webhook webhook() {
        return webhook;
    }

    /** Takes a delivery that is safe, or will be before {@link #dispatch}. */
    void add(Delivery delivery) {
        AccountQueue queue = queues.computeIfAbsent(delivery.account(), _ -> new AccountQueue());
        queue.deliveries.add(delivery);
        if (queue.deliveries.size() == 1) {
            ready.add(queue);
        }
    }

    /** From now on nothing is posted; what is under way stays in the outbox. */
    void stop() {
        stopped = true;
    }

    /** Posts as much as may be under way. */
    void dispatch() {
        while (!stopped && underWay < AT_ONCE && !ready.isEmpty()) {
            AccountQueue queue = ready.remove();
            underWay++;
            post(queue.deliveries.element()).onComplete(answer -> answered(queue, answer));
        }
    }

    private Future<Integer> post(Delivery delivery) {
        long now = services.settings().clock().instant().getEpochSecond();
        Map<String, String> headers =
                Map.of(
                        "content-type",
                        "application/json",
                        "webhook-id",
                        delivery.id(),
                        "webhook-timestamp",
                        Long.toString(now),
                        "webhook-signature",
                        signature.of(delivery.id(), now, delivery.body()));
        return services.client().post(webhook.url(), headers, delivery.body());
    }

    private void answered(AccountQueue queue, AsyncResult<Integer> answer) {
        if (stopped) {
            return;
        }
        underWay--;
        Delivery delivery = queue.deliveries.element();
        int status = answer.succeeded() ? answer.result() : 0;
        if (status / 100 == 2) {
            count("delivered");
            end(queue, () -> services.outbox().done(delivery));
        } else {
            failed(queue, delivery, status, answer.cause());
        }
        dispatch();
    }

    private void failed(
            AccountQueue queue, Delivery delivery, int status, @Nullable Throwable cause) {
        queue.failed++;
        String why = status == 0 ? unanswered(cause) : "status " + status;
        LOG.warn(
                "event=webhook_failed webhook={} id={} tries={} cause=\"{}\"",
                webhook.id(),
                delivery.id(),
                queue.failed,
                why);
        if (status == GONE || services.settings().retries().isOver(queue.failed)) {
            count("dead");
            end(queue, () -> services.outbox().dead(delivery, why));
        } else {
            count("failed");
            long wait =
                    services.settings()
                            .retries()
                            .milliseconds(queue.failed, services.settings().random());
            services.vertx()
                    .setTimer(
                            wait,
                            _ -> {
                                ready.add(queue);
                                dispatch();
                            });
        }
    }

    private static String unanswered(@Nullable Throwable cause) {
        return cause instanceof OutboundFailure named
                ? String.valueOf(named.getMessage())
                : "no answer";
    }

    private void end(AccountQueue queue, Outcome outcome) {
        Delivery delivery = queue.deliveries.remove();
        queue.failed = 0;
        if (queue.deliveries.isEmpty()) {
            queues.remove(delivery.account());
        } else {
            ready.add(queue);
        }
        try {
            outcome.write();
        } catch (IOException e) {
            LOG.error("event=webhook_outbox_failed webhook={}", webhook.id(), e);
            count("outbox_failed");
        }
    }

    private void count(String result) {
        services.settings()
                .metrics()
                .counter("vestibule.webhook.posts", "webhook", webhook.id(), "result", result)
                .increment();
    }

    private interface Outcome {
        void write() throws IOException;
    }

    /** Signs as Standard Webhooks 1.0.0 says, under <q>Signature scheme</q>, symmetric. */
    private static final class Signature {
        private static final String PREFIX = "whsec_";
        private static final String HMAC = "HmacSHA256";

        private final SecretKeySpec key;

        /**
         * @param secret {@code whsec_} and base64, which the configuration's check has proved
         */
        Signature(Secret secret) {
            String base64 = secret.reveal().substring(PREFIX.length());
            key = new SecretKeySpec(Base64.getDecoder().decode(base64), HMAC);
        }

        /** The value of the header {@code webhook-signature}. */
        String of(String id, long seconds, String body) {
            try {
                Mac mac = Mac.getInstance(HMAC);
                mac.init(key);
                String signed = id + "." + seconds + "." + body;
                byte[] code = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
                return "v1," + Base64.getEncoder().encodeToString(code);
            } catch (GeneralSecurityException everyPlatformHasIt) {
                throw new IllegalStateException(everyPlatformHasIt);
            }
        }
    }
}
