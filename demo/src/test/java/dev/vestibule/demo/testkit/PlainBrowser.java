package dev.vestibule.demo.testkit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A browser without a window: keeps cookies by host and path, sends Secure ones to this machine as
 * browsers do, and follows redirects when it is told to. Several threads may use it, as tabs.
 */
public final class PlainBrowser implements AutoCloseable {
    private static final int MOST_REDIRECTS = 15;

    private final HttpClient http =
            HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
    private final Map<String, HttpCookie> cookies = new ConcurrentHashMap<>();

    /** Opens a page and follows where it leads. */
    public WebPage open(URI uri) {
        return follow(fetch(uri));
    }

    /** Opens a page, redirect or not. */
    public WebPage fetch(URI uri) {
        return send(request(uri).GET().build());
    }

    /** Asks as a program does, for JSON. */
    public WebPage fetchJson(URI uri) {
        return send(request(uri).setHeader("accept", "application/json").GET().build());
    }

    /** Posts the form with this text in it, its hidden fields and these, and follows. */
    public WebPage submit(WebPage page, String within, Map<String, String> fields) {
        Map<String, String> all = page.hidden(within);
        all.putAll(fields);
        return follow(post(page.action(within), all));
    }

    /** Posts a form, redirect or not. */
    public WebPage post(URI uri, Map<String, String> fields) {
        return send(
                request(uri)
                        .header("content-type", "application/x-www-form-urlencoded")
                        .header("origin", origin(uri))
                        .POST(BodyPublishers.ofString(encoded(fields)))
                        .build());
    }

    /** Follows redirects until there are none. */
    public WebPage follow(WebPage page) {
        WebPage here = page;
        for (int hop = 0; hop < MOST_REDIRECTS; hop++) {
            URI next = here.redirect();
            if (next == null) {
                return here;
            }
            here = fetch(next);
        }
        throw new AssertionError("redirected without an end, last to " + here.uri());
    }

    /** Forgets every cookie. */
    public void forgetCookies() {
        cookies.clear();
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofSeconds(60))
                        .header("accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        String sent =
                cookies.values().stream()
                        .filter(cookie -> suits(cookie, uri))
                        .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                        .collect(Collectors.joining("; "));
        return sent.isEmpty() ? request : request.header("cookie", sent);
    }

    private WebPage send(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            answer.headers().allValues("set-cookie").forEach(line -> keep(line, request.uri()));
            return new WebPage(request.uri(), answer.statusCode(), answer.headers(), answer.body());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException(request.uri().toString()));
        } catch (IOException failed) {
            throw new UncheckedIOException(request.uri().toString(), failed);
        }
    }

    private void keep(String line, URI uri) {
        for (HttpCookie cookie : HttpCookie.parse("Set-Cookie: " + line)) {
            cookie.setDomain(uri.getHost());
            cookie.setPath(cookie.getPath() == null ? "/" : cookie.getPath());
            String key = cookie.getDomain() + cookie.getPath() + " " + cookie.getName();
            if (cookie.hasExpired() || cookie.getValue().isEmpty()) {
                cookies.remove(key);
            } else {
                cookies.put(key, cookie);
            }
        }
    }

    private static boolean suits(HttpCookie cookie, URI uri) {
        return cookie.getDomain().equals(uri.getHost())
                && uri.getPath().startsWith(cookie.getPath());
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
