package dev.vestibule.gateway.upstream;

import dev.vestibule.flow.address.HostPort;

import java.net.URI;

/**
 * Where an upstream listens.
 *
 * @param host an IPv6 address without brackets
 */
public record Origin(String host, int port, boolean tls) {

    /** The origin of a http or https address, with the standard port where it names none. */
    public static Origin of(URI upstream) {
        boolean tls = "https".equalsIgnoreCase(upstream.getScheme());
        HostPort place = HostPort.of(upstream);
        return new Origin(bare(place.host()), place.portOr(tls ? 443 : 80), tls);
    }

    /** Whether the host is an IPv6 address, which is no name that TLS could ask for. */
    boolean literal() {
        return host.indexOf(':') >= 0;
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
