package dev.vestibule.gateway.http;

import dev.vestibule.flow.address.AddressLiteral;

import org.jspecify.annotations.Nullable;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counts what the clients of one address hold at the same time, up to a limit. An IPv6 client owns
 * at least a /64 network, so such a network is one address. A loopback address is never limited: it
 * belongs to a proxy or a load test on the same machine.
 *
 * <p>Any thread may call it.
 */
public final class AddressShare {
    private static final int NETWORK_BYTES = 8;

    private final int limit;
    private final ConcurrentMap<Origin, Integer> held = new ConcurrentHashMap<>();

    /**
     * @param limit the most that one address may hold
     */
    public AddressShare(int limit) {
        this.limit = limit;
    }

    /**
     * Takes one for the address.
     *
     * @return what to give back with {@link Taken#release}, or null when the address holds as much
     *     as it may
     */
    public @Nullable Taken take(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return Taken.FREE;
        }
        Origin origin = Origin.of(address);
        int now = held.merge(origin, 1, Integer::sum);
        Taken taken = new Taken(origin);
        if (now > limit) {
            taken.release();
            return null;
        }
        return taken;
    }

    /**
     * The same for an address in text form; text that is not an address is one address of its own.
     */
    public @Nullable Taken take(String address) {
        return take(read(address));
    }

    /** How many addresses hold something. */
    public int addresses() {
        return held.size();
    }

    /** The address as a number; of an IPv6 address the first 64 bits. */
    public static long network(InetAddress address) {
        long network = 0;
        byte[] bytes = address.getAddress();
        for (int at = 0; at < Math.min(bytes.length, NETWORK_BYTES); at++) {
            network = network << Byte.SIZE | bytes[at] & 0xff;
        }
        return network;
    }

    /** The address; that of text which is none is 0.0.0.0. */
    public static InetAddress read(String address) {
        InetAddress known = AddressLiteral.read(address);
        return known == null ? InetAddress.ofLiteral("0.0.0.0") : known;
    }

    /** One that an address holds; it is given back once, however often it is released. */
    public final class Taken {
        /** Of an address that is not limited. */
        public static final Taken FREE = new AddressShare(0).new Taken(null);

        private @Nullable Origin origin;

        private Taken(@Nullable Origin origin) {
            this.origin = origin;
        }

        /** Gives it back. */
        public synchronized void release() {
            if (origin != null) {
                held.computeIfPresent(origin, (_, count) -> count == 1 ? null : count - 1);
                origin = null;
            }
        }
    }

    /** An IPv4 address, or the /64 network of an IPv6 address. */
    private record Origin(long network, boolean six) {
        static Origin of(InetAddress address) {
            return new Origin(AddressShare.network(address), address instanceof Inet6Address);
        }
    }
}
