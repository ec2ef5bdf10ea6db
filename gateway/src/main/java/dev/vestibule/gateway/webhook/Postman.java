package dev.vestibule.gateway.webhook;

import dev.vestibule.flow.model.Webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Brings deliveries to one webhook. Those of one account go one after the other, so that their
 * order is kept; several accounts go at once. Everything happens on one context.
 */
final class Postman {
    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    private static final int AT_ONCE = 8;
    private static final int GONE = 410;

    private final Webhook webhook;
    private final Tools tools;
    private final Signature signature;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Deque<Lane> ready = new ArrayDeque<>();
    private int underWay;
    private boolean stopped;

    /** What all of them share. */
    record Tools(
            Vertx vertx,
            Outbox outbox,
            WebhookClient client,
            RetrySchedule retries,
            RandomGenerator random,
            InstantSource clock,
            MeterRegistry metrics) {}

    /** The deliveries of one account. */
    private static final class Lane {
        private final Deque<Delivery> deliveries = new ArrayDeque<>();
        private int failed;
    }

    Postman(Webhook webhook, Tools tools) {
        this.webhook = webhook;
        this.tools = tools;
        signature = new Signature(webhook.secret());
    }

    Webhook webhook() {
        return webhook;
    }

    /** Takes a delivery that is safe, or will be before {@link #go}. */
    void take(Delivery delivery) {
        Lane lane = lanes.computeIfAbsent(delivery.account(), _ -> new Lane());
        lane.deliveries.add(delivery);
        if (lane.deliveries.size() == 1) {
            ready.add(lane);
        }
    }

    /** From now on nothing is posted; what is under way stays in the outbox. */
    void stop() {
        stopped = true;
    }

    /** Posts as much as may be under way. */
    void go() {
        while (!stopped && underWay < AT_ONCE && !ready.isEmpty()) {
            Lane lane = ready.remove();
            underWay++;
            post(lane.deliveries.element()).onComplete(answer -> answered(lane, answer));
        }
    }

    private Future<Integer> post(Delivery delivery) {
        long now = tools.clock().instant().getEpochSecond();
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
        return tools.client().post(webhook.url(), headers, delivery.body());
    }

    private void answered(Lane lane, AsyncResult<Integer> answer) {
        if (stopped) {
            return;
        }
        underWay--;
        Delivery delivery = lane.deliveries.element();
        int status = answer.succeeded() ? answer.result() : 0;
        if (status / 100 == 2) {
            count("delivered");
            end(lane, () -> tools.outbox().done(delivery));
        } else {
            failed(lane, delivery, status);
        }
        go();
    }

    private void failed(Lane lane, Delivery delivery, int status) {
        lane.failed++;
        String why = status == 0 ? "no answer" : "status " + status;
        LOG.warn(
                "event=webhook_failed webhook={} id={} tries={} cause=\"{}\"",
                webhook.id(),
                delivery.id(),
                lane.failed,
                why);
        if (status == GONE || tools.retries().isOver(lane.failed)) {
            count("dead");
            end(lane, () -> tools.outbox().dead(delivery, why));
        } else {
            count("failed");
            long wait = tools.retries().milliseconds(lane.failed, tools.random());
            tools.vertx()
                    .setTimer(
                            wait,
                            _ -> {
                                ready.add(lane);
                                go();
                            });
        }
    }

    private void end(Lane lane, Note note) {
        Delivery delivery = lane.deliveries.remove();
        lane.failed = 0;
        if (lane.deliveries.isEmpty()) {
            lanes.remove(delivery.account());
        } else {
            ready.add(lane);
        }
        try {
            note.write();
        } catch (IOException e) {
            LOG.error("event=webhook_outbox_failed webhook={}", webhook.id(), e);
            count("outbox_failed");
        }
    }

    private void count(String result) {
        tools.metrics()
                .counter("vestibule.webhook.posts", "webhook", webhook.id(), "result", result)
                .increment();
    }

    private interface Note {
        void write() throws IOException;
    }
}
