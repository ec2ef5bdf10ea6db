package dev.vestibule.cli.journey;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A browser without a window: it keeps cookies for each host and follows redirects when it is asked
 * to. What is addressed to the gateway's public port reaches the port that the gateway really has.
 */
final class TestBrowser {
    /** The port in every public URL of the tests' gateways; nothing listens on it. */
    static final int PUBLIC_PORT = 18080;

    private static final int MOST_REDIRECTS = 12;

    private final HttpClient client;
    private final int gatewayPort;
    private final Map<String, Map<String, String>> cookies = new ConcurrentHashMap<>();
    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private UnaryOperator<String> onProvider = UnaryOperator.identity();
    private boolean keepsCookies = true;

    private TestBrowser(HttpClient client, int gatewayPort) {
        this.client = client;
        this.gatewayPort = gatewayPort;
    }

    static HttpClient client(Vertx vertx) {
        return vertx.createHttpClient(
                new HttpClientOptions().setMaxHeaderSize(32_768),
                new PoolOptions().setHttp1MaxSize(64));
    }

    static TestBrowser of(HttpClient client, int gatewayPort) {
        return new TestBrowser(client, gatewayPort);
    }

    /** The port of the gateway that this browser reaches. */
    int port() {
        return gatewayPort;
    }

    /** The same browser after the gateway came back on another port. */
    TestBrowser at(int port) {
        TestBrowser same = new TestBrowser(client, port);
        same.cookies.putAll(cookies);
        same.onProvider = onProvider;
        return same;
    }

    /** From now on this browser changes every address of the identity provider in this way. */
    TestBrowser atProvider(UnaryOperator<String> change) {
        onProvider = change;
        return this;
    }

    /** From now on every request has this header. */
    TestBrowser with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    /** From now on this browser keeps no cookie. */
    TestBrowser withoutCookies() {
        keepsCookies = false;
        return this;
    }

    Map<String, String> cookies(String host) {
        return cookies.computeIfAbsent(host, _ -> new ConcurrentHashMap<>());
    }

    /** One request, no redirect followed. */
    WebAnswer get(String address) {
        return send(HttpMethod.GET, address, null);
    }

    /** Follows redirects to their end. */
    WebAnswer open(String address) {
        return follow(get(address));
    }

    /** Follows the redirects of an answer to their end. */
    WebAnswer follow(WebAnswer answer) {
        WebAnswer last = answer;
        for (int hop = 0; last.redirects(); hop++) {
            if (hop == MOST_REDIRECTS) {
                throw new AssertionError("a loop of redirects at " + last.url());
            }
            last = get(last.location());
        }
        return last;
    }

    /** Follows redirects until the next address has this in it, and gives that address. */
    String until(String part, String address) {
        WebAnswer answer = get(address);
        for (int hop = 0; hop < MOST_REDIRECTS && answer.redirects(); hop++) {
            if (answer.location().contains(part)) {
                return answer.location();
            }
            answer = get(answer.location());
        }
        throw new AssertionError("never came to " + part + " but to " + answer);
    }

    /** Posts a form. */
    WebAnswer post(String address, Map<String, String> fields) {
        String form =
                fields.entrySet().stream()
                        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
        return send(HttpMethod.POST, address, form);
    }

    /** Posts this body with these header fields, and no others than those of every request. */
    WebAnswer post(String address, Map<String, String> said, String body) {
        Map<String, String> before = Map.copyOf(headers);
        headers.putAll(said);
        WebAnswer answer = send(HttpMethod.POST, address, body);
        headers.clear();
        headers.putAll(before);
        return answer;
    }

    /** Fills these fields of a page's form in, and follows what comes of it to its end. */
    WebAnswer answer(WebAnswer page, Map<String, String> typed) {
        return follow(post(page.action(), page.filled(typed)));
    }

    private WebAnswer send(HttpMethod method, String address, @Nullable String form) {
        URI url = URI.create(atGateway(address) ? address : onProvider.apply(address));
        RequestOptions options =
                new RequestOptions()
                        .setMethod(method)
                        .setHost(url.getHost())
                        .setPort(url.getPort())
                        .setServer(SocketAddress.inetSocketAddress(port(url), "127.0.0.1"))
                        .setURI(target(url))
                        .putHeader("Accept", "text/html");
        String jar = jar(url.getHost());
        if (!jar.isEmpty()) {
            options.putHeader("Cookie", jar);
        }
        if (form != null) {
            options.putHeader("Content-Type", "application/x-www-form-urlencoded");
        }
        headers.forEach(options::putHeader);
        Buffer body = form == null ? Buffer.buffer() : Buffer.buffer(form);
        // Nested, so that the body is asked for before its first byte can have come and gone.
        WebAnswer answer =
                client.request(options)
                        .compose(request ->
                                request.send(body)
                                        .compose(response ->
                                                response.body()
                                                        .map(text ->
                                                                WebAnswer.of(url, response, text))))
                        .await();
        keep(url.getHost(), answer);
        return answer;
    }

    private void keep(String host, WebAnswer answer) {
        if (keepsCookies) {
            answer.cookies()
                    .forEach((name, value) -> {
                        if (value.isEmpty()) {
                            cookies(host).remove(name);
                        } else {
                            cookies(host).put(name, value);
                        }
                    });
        }
    }

    /** The cookies of a host, as a header carries them. */
    String jar(String host) {
        return cookies(host).entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private int port(URI url) {
        return url.getPort() == PUBLIC_PORT ? gatewayPort : url.getPort();
    }

    private static boolean atGateway(String address) {
        return URI.create(address).getPort() == PUBLIC_PORT;
    }

    private static String target(URI url) {
        String query = url.getRawQuery();
        return query == null ? url.getRawPath() : url.getRawPath() + "?" + query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
