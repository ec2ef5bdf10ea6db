package dev.vestibule.gateway.http;

import dev.vestibule.flow.address.AddressLiteral;
import dev.vestibule.flow.address.CidrBlock;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.List;

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
        String peer = peer(ctx.request());
        if (!trusted(peer)) {
            ctx.put(KEY, peer);
            return;
        }
        ctx.put(SENT_BY_PROXY, true);
        String client = behind(peer, ctx.request().headers().getAll(FORWARDED_FOR));
        ctx.put(KEY, client);
        if (trusted(client)) {
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
        return trusted(peer) ? behind(peer, forwardedFor) : peer;
    }

    private String behind(String proxy, List<String> forwardedFor) {
        String client = proxy;
        for (String hops : forwardedFor.reversed()) {
            int end = hops.length();
            while (end >= 0) {
                int comma = hops.lastIndexOf(',', end - 1);
                InetAddress hop = AddressLiteral.read(hops.substring(comma + 1, end).strip());
                if (hop == null) {
                    return client;
                }
                client = hop.getHostAddress();
                if (!trusts(hop)) {
                    return client;
                }
                end = comma;
            }
        }
        return client;
    }

    /** Whether this peer is one of the proxies whose headers are trusted. */
    public boolean trusted(String address) {
        InetAddress literal = trusted.isEmpty() ? null : AddressLiteral.read(withoutZone(address));
        return literal != null && trusts(literal);
    }

    private boolean trusts(InetAddress address) {
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
        var address = request.connection().remoteAddress();
        String host = address == null ? null : address.hostAddress();
        return host == null ? "0.0.0.0" : withoutZone(host);
    }

    private static String withoutZone(String host) {
        int zone = host.indexOf('%');
        return zone < 0 ? host : host.substring(0, zone);
    }
}
