package dev.vestibule.gateway.upstream;

import dev.vestibule.flow.address.HostPort;
import dev.vestibule.flow.app.UpstreamTls;

import java.net.URI;
import java.time.Duration;

/**
 * Where an upstream listens.
 *
 * @param host an IPv6 address without brackets
 * @param connect how long a connection may take
 * @param files what TLS connections are opened with: no connection is used for other ones
 * @param multiplexed whether it speaks HTTP/2
 */
public record Origin(
        String host,
        int port,
        boolean tls,
        Duration connect,
        UpstreamTls files,
        boolean multiplexed) {

    /** The origin of a http or https address, with the standard port where it names none. */
    public static Origin of(
            URI upstream, Duration connect, UpstreamTls files, boolean multiplexed) {
        boolean tls = "https".equalsIgnoreCase(upstream.getScheme());
        HostPort place = HostPort.of(upstream);
        return new Origin(
                bare(place.host()), place.portOr(tls ? 443 : 80), tls, connect, files, multiplexed);
    }

    /** Whether the host is an IPv6 address, which is no name that TLS could ask for. */
    boolean literal() {
        return host.indexOf(':') >= 0;
    }

    /** Host and port, for logs and metrics. */
    public String text() {
        return host + ":" + port;
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
