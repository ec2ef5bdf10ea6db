package dev.vestibule.gateway.tls;

import dev.vestibule.flow.address.HostPort;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

import java.net.URI;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Sends browsers from the cleartext address to the encrypted one. What is not a plain read is
 * refused: its body or its secrets have crossed the network already, and a redirect would hide it.
 *
 * @param gateway public origin of the gateway's own pages, whose port is that of all hosts
 * @param served whether a host is one of the apps or the gateway's own
 */
public record HttpsRedirect(URI gateway, Predicate<String> served)
        implements Handler<HttpServerRequest> {
    private static final Pattern HOST = Pattern.compile("([a-z0-9._-]{1,253})(:[0-9]{1,5})?");
    private static final Pattern TARGET = Pattern.compile("/[!-~]{0,8191}");

    @Override
    public void handle(HttpServerRequest request) {
        var hosts = request.headers().getAll(HttpHeaders.HOST);
        var host = HOST.matcher(hosts.size() == 1 ? hosts.getFirst().toLowerCase(Locale.ROOT) : "");
        boolean reads = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
        boolean plain = TARGET.matcher(request.uri()).matches() && !request.uri().startsWith("//");
        var response = request.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (!reads || !plain || !host.matches() || !served.test(host.group(1))) {
            response.setStatusCode(reads ? 400 : 403)
                    .putHeader(HttpHeaders.CONNECTION, "close")
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                    .end("Use https.");
            return;
        }
        int port = HostPort.of(gateway).port();
        response.setStatusCode(308)
                .putHeader(
                        HttpHeaders.LOCATION,
                        "https://" + host.group(1) + (port < 0 ? "" : ":" + port) + request.uri())
                .end();
    }
}
