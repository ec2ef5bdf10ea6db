package dev.vestibule.bench;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One sign-in: the application, the login, the provider, the callback, and the application again,
 * with a browser without a session.
 */
final class LoginLine {
    private static final int MOST_HOPS = 8;

    private final HttpClient http;
    private final String person;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    LoginLine(HttpClient http, String person) {
        this.http = http;
        this.person = person;
    }

    /** Completes when the application's page has arrived; fails when anything else has. */
    Future<Void> run(URI app) {
        return hop(app, app, 0);
    }

    /** The browser's cookies, as a header carries them. */
    String cookies() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private Future<Void> hop(URI app, URI uri, int hops) {
        if (hops > MOST_HOPS) {
            return Future.failedFuture("too many redirects, last to " + uri.getPath());
        }
        return http.request(options(uri))
                .compose(HttpClientRequest::send)
                .compose(response -> {
                    keepCookies(response);
                    return response.end().map(response);
                })
                .compose(response -> next(app, uri, response, hops));
    }

    private Future<Void> next(URI app, URI uri, HttpClientResponse response, int hops) {
        String location = response.getHeader("location");
        if (location != null) {
            return hop(app, uri.resolve(location), hops + 1);
        }
        return response.statusCode() == 200 && uri.equals(app)
                ? Future.succeededFuture()
                : Future.failedFuture(response.statusCode() + " at " + uri.getPath());
    }

    private RequestOptions options(URI uri) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setHost(uri.getHost())
                        .setPort(uri.getPort())
                        .setURI(
                                uri.getRawQuery() == null
                                        ? uri.getRawPath()
                                        : uri.getRawPath() + "?" + uri.getRawQuery())
                        .setTimeout(20_000)
                        .putHeader("accept", "text/html")
                        .putHeader("x-person", person);
        return cookies.isEmpty() ? options : options.putHeader("cookie", cookies());
    }

    private void keepCookies(HttpClientResponse response) {
        for (String line : response.cookies()) {
            String pair = line.split(";", 2)[0];
            int equals = pair.indexOf('=');
            cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
    }
}
