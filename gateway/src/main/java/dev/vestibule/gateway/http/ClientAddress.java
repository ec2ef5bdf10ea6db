package dev.vestibule.gateway.http;

import dev.vestibule.flow.address.AddressLiteral;
import dev.vestibule.flow.address.CidrBlock;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.SocketAddressImpl;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Supplier;

/**
 * Who is at the other end. Only peers that the configuration lists are trusted when they speak for
 * others; with anything that cannot be read, the peer itself is the client.
 */
public record ClientAddress(List<CidrBlock> trusted) {
    private static final String KEY = "vestibule.client";
    private static final String PROXY = "vestibule.client.proxy";
    private static final String SENT_BY_PROXY = "vestibule.client.sent-by-proxy";
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_HOST = "X-Forwarded-Host";

    /**
     * @param trusted peers whose X-Forwarded-* headers are trusted
     */
    public ClientAddress {
        trusted = List.copyOf(trusted);
    }

    /** The client's IP address, for a request that {@link TargetHandler} has seen. */
    public static String of(RoutingContext ctx) {
        String address = ctx.get(KEY);
        return address == null ? peer(ctx.request()) : address;
    }

    /**
     * The address by which a client is limited. Null for clients without a limit: a trusted proxy
     * that does not send the client's address represents all of its clients, and a client on the
     * gateway's own machine is a proxy or a test.
     */
    public static @Nullable String counted(RoutingContext ctx) {
        String address = of(ctx);
        boolean exempt =
                Boolean.TRUE.equals(ctx.<Boolean>get(PROXY))
                        || InetAddress.ofLiteral(address).isLoopbackAddress();
        return exempt ? null : address;
    }

    void keepIn(RoutingContext ctx) {
        SocketAddress peer = ctx.request().connection().remoteAddress();
        if (!trusts(peer)) {
            ctx.put(KEY, peer(peer));
            return;
        }
        ctx.put(SENT_BY_PROXY, true);
        Hop client = behind(() -> peer(peer), ctx.request().headers().getAll(FORWARDED_FOR));
        ctx.put(KEY, client.address());
        if (client.trusted()) {
            ctx.put(PROXY, true);
        }
    }

    /** The host that a trusted peer reports, or null. */
    static @Nullable String forwardedHost(RoutingContext ctx) {
        if (!sentByProxy(ctx)) {
            return null;
        }
        List<String> hosts = ctx.request().headers().getAll(FORWARDED_HOST);
        boolean one = hosts.size() == 1 && hosts.getFirst().indexOf(',') < 0;
        return one ? hosts.getFirst().strip() : null;
    }

    /**
     * The peer, or, behind trusted proxies, the right-most address of X-Forwarded-For that is not
     * itself trusted: everything to the left of it was sent by the client itself.
     */
    String client(String peer, List<String> forwardedFor) {
        return trusted(peer) ? behind(() -> peer, forwardedFor).address() : peer;
    }

    private record Hop(String address, boolean trusted) {}

    private Hop behind(Supplier<String> proxy, List<String> forwardedFor) {
        String client = null;
        for (String hops : forwardedFor.reversed()) {
            int end = hops.length();
            while (end >= 0) {
                int comma = hops.lastIndexOf(',', end - 1);
                InetAddress hop = AddressLiteral.read(hops.substring(comma + 1, end).strip());
                if (hop == null) {
                    return new Hop(client == null ? proxy.get() : client, true);
                }
                client = hop.getHostAddress();
                if (!trusts(hop)) {
                    return new Hop(client, false);
                }
                end = comma;
            }
        }
        return new Hop(client == null ? proxy.get() : client, true);
    }

    /** Whether this peer is one of the proxies whose headers are trusted. */
    public boolean trusted(String address) {
        InetAddress literal = trusted.isEmpty() ? null : AddressLiteral.read(withoutZone(address));
        return literal != null && trusts(literal);
    }

    private boolean trusts(@Nullable SocketAddress peer) {
        // The text of an address would have to be made, and read again, for every request.
        InetAddress address = peer instanceof SocketAddressImpl known ? known.ipAddress() : null;
        return address == null ? trusted(peer(peer)) : trusts(address);
    }

    /** The same, of an address that was read. */
    public boolean trusts(InetAddress address) {
        for (CidrBlock block : trusted) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a trusted peer has sent it, a request that {@link TargetHandler} has seen. */
    public static boolean sentByProxy(RoutingContext ctx) {
        return Boolean.TRUE.equals(ctx.<Boolean>get(SENT_BY_PROXY));
    }

    private static String peer(HttpServerRequest request) {
        return peer(request.connection().remoteAddress());
    }

    private static String peer(@Nullable SocketAddress address) {
        String host = address == null ? null : address.hostAddress();
        return host == null ? "0.0.0.0" : withoutZone(host);
    }

    private static String withoutZone(String host) {
        int zone = host.indexOf('%');
        return zone < 0 ? host : host.substring(0, zone);
    }
}
