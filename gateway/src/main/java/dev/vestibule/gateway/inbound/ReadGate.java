package dev.vestibule.gateway.inbound;

import io.netty.channel.Channel;

/**
 * Stops reading from a channel, without disturbing the handlers behind it that stop and start
 * reading themselves: their wish applies as soon as the gate opens.
 */
final class ReadGate {
    private final Channel channel;
    private boolean shut;
    private boolean wanted;

    ReadGate(Channel channel) {
        this.channel = channel;
    }

    /** Shuts or opens; to be called only after the handlers behind have seen what was read. */
    void set(boolean closed) {
        if (closed == shut) {
            return;
        }
        if (closed) {
            wanted = channel.config().isAutoRead();
            shut = true;
            channel.config().setAutoRead(false);
        } else {
            shut = false;
            if (wanted) {
                channel.config().setAutoRead(true);
            }
        }
    }

    /** Whether a read that the handlers behind ask for may happen now. */
    boolean passes() {
        if (shut) {
            wanted = true;
            channel.config().setAutoRead(false);
        }
        return !shut;
    }
}
