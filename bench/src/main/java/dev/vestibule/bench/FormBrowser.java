package dev.vestibule.bench;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without a window: keeps cookies, follows redirects, and fills in forms. */
final class FormBrowser {
    private static final int MOST_HOPS = 8;
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");
    private static final Pattern ACTION = Pattern.compile("action=\"([^\"]*)\"");

    private final HttpClient http;
    private final String person;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /**
     * A browser without cookies.
     *
     * @param person told to the identity provider, which asks nothing
     */
    FormBrowser(HttpClient http, String person) {
        this.http = http;
        this.person = person;
    }

    /** Where the redirects have led to. */
    record Page(URI uri, int status, String body) {
        private URI action() {
            Matcher found = ACTION.matcher(body);
            if (!found.find()) {
                throw new IllegalStateException("no form at " + uri.getPath());
            }
            return uri.resolve(found.group(1));
        }

        private String form(Map<String, String> typed) {
            Map<String, String> fields = new LinkedHashMap<>();
            Matcher found = HIDDEN.matcher(body);
            while (found.find()) {
                fields.put(found.group(1), found.group(2));
            }
            fields.putAll(typed);
            return fields.entrySet().stream()
                    .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                    .collect(Collectors.joining("&"));
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    Future<Page> open(URI uri) {
        return hop(uri, "", 0);
    }

    /** Sends the page's form with what the user has typed. */
    Future<Page> submit(Page page, Map<String, String> typed) {
        return hop(page.action(), page.form(typed), 0);
    }

    /** The cookies, as a header carries them. */
    String cookies() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private Future<Page> hop(URI uri, String form, int hops) {
        if (hops > MOST_HOPS) {
            return Future.failedFuture("too many redirects, last to " + uri.getPath());
        }
        return http.request(options(uri, form))
                .compose(request -> form.isEmpty() ? request.send() : request.send(form))
                .compose(response -> {
                    keepCookies(response);
                    return response.body()
                            .compose(body -> next(uri, response, body.toString(), hops));
                });
    }

    private Future<Page> next(URI uri, HttpClientResponse response, String body, int hops) {
        String location = response.getHeader("location");
        return location == null
                ? Future.succeededFuture(new Page(uri, response.statusCode(), body))
                : hop(uri.resolve(location), "", hops + 1);
    }

    private RequestOptions options(URI uri, String form) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(form.isEmpty() ? HttpMethod.GET : HttpMethod.POST)
                        .setSsl("https".equals(uri.getScheme()))
                        .setHost(uri.getHost())
                        .setPort(uri.getPort())
                        .setURI(
                                uri.getRawQuery() == null
                                        ? uri.getRawPath()
                                        : uri.getRawPath() + "?" + uri.getRawQuery())
                        .setTimeout(20_000)
                        .putHeader("accept", "text/html")
                        .putHeader("x-person", person);
        if (!form.isEmpty()) {
            options.putHeader("content-type", "application/x-www-form-urlencoded")
                    .putHeader("origin", uri.getScheme() + "://" + uri.getAuthority());
        }
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
