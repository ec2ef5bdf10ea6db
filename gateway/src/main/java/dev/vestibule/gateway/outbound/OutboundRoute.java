package dev.vestibule.gateway.outbound;

import dev.vestibule.flow.address.HostPort;
import dev.vestibule.flow.gateway.OutgoingProxy;
import dev.vestibule.gateway.outbound.OutboundFailure.Kind;

import io.netty.handler.proxy.ProxyConnectException;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;

import org.jspecify.annotations.Nullable;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How calls reach other servers: directly, or in a tunnel through {@code gateway.outgoing-proxy}.
 * TLS is spoken with the server itself, whose certificate and name are verified in either case.
 *
 * @param proxy null where every call is direct
 */
public record OutboundRoute(@Nullable OutgoingProxy proxy) {
    /** Every call is direct. */
    public static final OutboundRoute DIRECT = new OutboundRoute(null);

    /** How the library names the status in its message. */
    private static final Pattern STATUS = Pattern.compile("status: ([0-9]{3})");

    private static final int UNAUTHENTICATED = 407;

    /** The request, on its way. */
    public RequestOptions of(RequestOptions request, URI server) {
        return proxy != null && proxy.carries(server)
                ? request.setProxyOptions(options(proxy))
                : request;
    }

    private static ProxyOptions options(OutgoingProxy proxy) {
        HostPort at = HostPort.of(proxy.address());
        ProxyOptions options =
                new ProxyOptions().setHost(at.host().replaceAll("[\\[\\]]", "")).setPort(at.port());
        return proxy.username() == null || proxy.password() == null
                ? options
                : options.setUsername(proxy.username()).setPassword(proxy.password().reveal());
    }

    /** Why a call of this server has failed, if it is the proxy that failed it; null otherwise. */
    public @Nullable OutboundFailure blamed(Throwable cause, URI server) {
        String what =
                proxy == null || !proxy.carries(server)
                        ? null
                        : switch (cause) {
                            case ProxyConnectException refused -> refusal(refused, server);
                            case UnknownHostException _ -> "has a host name that is not known";
                            case ConnectException unreachable ->
                                    "cannot be reached (%s)"
                                            .formatted(
                                                    ForeignText.printable(
                                                            String.valueOf(
                                                                    unreachable.getMessage())));
                            default -> null;
                        };
        return what == null || proxy == null
                ? null
                : new OutboundFailure(
                        Kind.UNAVAILABLE,
                        "gateway.outgoing-proxy %s %s".formatted(proxy.address(), what));
    }

    private static String refusal(ProxyConnectException refused, URI server) {
        String tunnel =
                "to CONNECT %s:%d"
                        .formatted(HostPort.of(server).host(), HostPort.of(server).portOr(443));
        Matcher status = STATUS.matcher(String.valueOf(refused.getMessage()));
        if (!status.find()) {
            return "gives no answer " + ForeignText.printable(tunnel);
        }
        int answer = Integer.parseInt(status.group(1));
        return "answers with status %d %s%s"
                .formatted(
                        answer,
                        ForeignText.printable(tunnel),
                        answer == UNAUTHENTICATED ? "; correct username and password" : "");
    }
}
