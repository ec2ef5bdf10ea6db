package dev.vestibule.gateway.inbound;

import dev.vestibule.gateway.http.AddressShare;

import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The place of one connection among all, and among those of its address. */
final class Seat {
    private final Admission admission;
    private final Channel channel;
    private Admission.@Nullable Entry entry;
    private AddressShare.@Nullable Taken forwarded;

    Seat(Admission admission, Channel channel) {
        this.admission = admission;
        this.channel = channel;
    }

    /**
     * Asks for the place.
     *
     * @return why there is none, or null
     */
    @Nullable Refusal take() {
        entry = admission.enter(peer());
        Refusal why = refusal();
        if (why != null) {
            refused(why);
        }
        return why;
    }

    /** Why it has no place, or null. */
    @Nullable Refusal refusal() {
        return entry == null ? null : entry.refused();
    }

    /** A client without a place may stay until it was told so, unless too many do. */
    boolean mayBeTold() {
        boolean told = admission.tell();
        if (!told) {
            entry = null;
        }
        return told;
    }

    /**
     * The request that is served now is one of this client, which may be behind a proxy.
     *
     * @return false when its address has as much as one may
     */
    boolean countsFor(String client) {
        served();
        forwarded = shareFor(client);
        return forwarded != null;
    }

    /**
     * The share of one request that is one of this client.
     *
     * @return null when its address has as much as one may
     */
    AddressShare.@Nullable Taken shareFor(String client) {
        boolean limited = entry == null || entry.refused() != null || entry.share() != null;
        return limited ? AddressShare.Taken.FREE : admission.forward(client);
    }

    /** The request is answered. */
    void served() {
        AddressShare.Taken taken = forwarded;
        forwarded = null;
        if (taken != null) {
            taken.release();
        }
    }

    /** The connection is closed. */
    void leave() {
        served();
        if (entry != null) {
            admission.leave(entry);
        }
        entry = null;
    }

    /** Adds the end by the gateway to the metric and the log. */
    void refused(Refusal why) {
        admission.refused(why, peer());
    }

    private @Nullable InetAddress peer() {
        return channel.remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress()
                : null;
    }
}
