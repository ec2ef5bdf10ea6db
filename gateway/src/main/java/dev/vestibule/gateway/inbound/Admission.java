package dev.vestibule.gateway.inbound;

import dev.vestibule.gateway.http.AddressShare;
import dev.vestibule.gateway.http.ClientAddress;

import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all connections of a server share: who may connect, and the memory for what they send. Who
 * is in stays in; the newcomer is refused. Any thread may call it.
 */
public final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    /** Refused connections that are still told so; the others are closed at once. */
    private static final int TOLD = 256;

    private final InboundLimits limits;
    private final AddressShare addresses;
    private final ClientAddress clients;
    private final MeterRegistry meters;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final Budget heads;
    private final Budget bodies;

    /**
     * @param clients knows the proxies in front, whose connections are not limited by address
     */
    public Admission(InboundLimits limits, ClientAddress clients, MeterRegistry meters) {
        this.limits = limits;
        this.addresses = new AddressShare(limits.perAddress());
        this.clients = clients;
        this.meters = meters;
        this.heads = new Budget(limits.headBytes());
        this.bodies = new Budget(limits.bodyBytes());
        meters.gauge("vestibule.connections", open);
        meters.gauge("vestibule.inbound.heads", heads, Budget::used);
        meters.gauge("vestibule.inbound.bodies", bodies, Budget::used);
    }

    /** Connections that are open now. */
    public int connections() {
        return open.get();
    }

    /**
     * A client connects.
     *
     * @param peer null when the connection has no address, as one within the machine
     */
    Entry enter(@Nullable InetAddress peer) {
        if (open.incrementAndGet() > limits.connections()) {
            open.decrementAndGet();
            return new Entry(Refusal.CONNECTIONS, null);
        }
        if (peer == null || clients.trusted(peer.getHostAddress())) {
            return new Entry(null, null);
        }
        AddressShare.Taken share = addresses.take(peer);
        if (share == null) {
            open.decrementAndGet();
            return new Entry(Refusal.ADDRESS, null);
        }
        return new Entry(null, share);
    }

    /**
     * A request arrives over a connection that is not limited by address, such as that of a proxy.
     *
     * @return null if the client's address has reached its limit
     */
    AddressShare.@Nullable Taken forward(String client) {
        InetAddress address = AddressShare.read(client);
        return clients.trusts(address) ? AddressShare.Taken.FREE : addresses.take(address);
    }

    void leave(Entry entry) {
        if (entry.refused() != null) {
            told.decrementAndGet();
            return;
        }
        open.decrementAndGet();
        if (entry.share() != null) {
            entry.share().release();
        }
    }

    /** Whether so many connections are open that idle ones should end sooner. */
    boolean crowded() {
        return open.get() > limits.connections() / 4 * 3;
    }

    /** Whether one more refused client can be told why; else it is closed at once. */
    boolean tell() {
        if (told.incrementAndGet() <= TOLD) {
            return true;
        }
        told.decrementAndGet();
        return false;
    }

    Budget heads() {
        return heads;
    }

    Budget bodies() {
        return bodies;
    }

    /** Adds a refusal to the metric and the log. */
    void refused(Refusal why, @Nullable InetAddress peer) {
        meters.counter("vestibule.connections.refused", "reason", why.label()).increment();
        LOG.info(
                "event=connection_refused reason={} peer={}",
                why.label(),
                peer == null ? "-" : peer.getHostAddress());
    }

    /**
     * The answer to a client that connects.
     *
     * @param refused why it may not stay, or null
     * @param share the share of its address that it takes; null if it is not limited by address
     */
    record Entry(@Nullable Refusal refused, AddressShare.@Nullable Taken share) {}

    /** Bytes that all connections share. Any thread may call it. */
    static final class Budget {
        private final long limit;
        private final AtomicLong used = new AtomicLong();

        Budget(long limit) {
            this.limit = limit;
        }

        /** Takes so many, unless they are more than is left. */
        boolean take(long bytes) {
            if (used.addAndGet(bytes) <= limit) {
                return true;
            }
            used.addAndGet(-bytes);
            return false;
        }

        /** Adds what exists already, also beyond the limit; a negative number releases. */
        void count(long bytes) {
            used.addAndGet(bytes);
        }

        boolean spent() {
            return used.get() > limit;
        }

        long used() {
            return used.get();
        }
    }
}
