package dev.vestibule.cli.journey;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What came back. */
record WebAnswer(
        URI url,
        int status,
        String location,
        List<String> setCookies,
        List<String> challenges,
        String retryAfter,
        String body) {
    private static final Pattern FIELD =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");
    private static final Pattern ACTION = Pattern.compile("action=\"([^\"]*)\"");
    private static final Pattern LINK =
            Pattern.compile("(?s)<a [^>]*href=\"([^\"]*)\"[^>]*>(.*?)</a>");

    static WebAnswer of(URI url, HttpClientResponse response, Buffer body) {
        String location = response.getHeader("Location");
        return new WebAnswer(
                url,
                response.statusCode(),
                location == null ? "" : url.resolve(location).toString(),
                response.headers().getAll("Set-Cookie"),
                response.headers().getAll("WWW-Authenticate"),
                String.valueOf(response.getHeader("Retry-After")),
                body.toString());
    }

    /** How a program signs in; null as text where the answer does not say. */
    String challenge() {
        return challenges.isEmpty() ? "null" : challenges.getFirst();
    }

    boolean redirects() {
        return status >= 300 && status < 400;
    }

    /** Name to value; empty for a cookie that is taken away. */
    Map<String, String> cookies() {
        Map<String, String> cookies = new HashMap<>();
        for (String cookie : setCookies) {
            String pair = cookie.split(";", 2)[0];
            cookies.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
        }
        return cookies;
    }

    /** The page's form: its hidden fields. */
    Map<String, String> fields() {
        Map<String, String> fields = new HashMap<>();
        Matcher found = FIELD.matcher(body);
        while (found.find()) {
            fields.put(found.group(1), found.group(2));
        }
        return fields;
    }

    /** The hidden fields of the page's form in their order, as a browser sends them. */
    String form() {
        List<String> pairs = new ArrayList<>();
        Matcher found = FIELD.matcher(body);
        while (found.find()) {
            pairs.add(sent(found.group(1)) + "=" + sent(found.group(2)));
        }
        return String.join("&", pairs);
    }

    private static String sent(String html) {
        String text =
                html.replace("&#34;", "\"")
                        .replace("&#39;", "'")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&amp;", "&");
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The page's form with these fields filled in. */
    Map<String, String> filled(Map<String, String> more) {
        Map<String, String> fields = fields();
        fields.putAll(more);
        return fields;
    }

    /** What the visible field with this name holds; empty when there is none. */
    String value(String name) {
        Matcher found =
                Pattern.compile("<input [^>]*name=\"" + name + "\"[^>]*value=\"([^\"]*)\"")
                        .matcher(body);
        return found.find() ? found.group(1) : "";
    }

    /** What the first attribute of this name holds. */
    String attribute(String name) {
        return first(Pattern.compile(" " + name + "=\"([^\"]*)\""))
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    /** Where the page's form goes. */
    String action() {
        return url.resolve(first(ACTION)).toString();
    }

    /** Where the link with this text goes. */
    String link(String text) {
        Matcher found = LINK.matcher(body);
        while (found.find()) {
            if (spoken(found.group(2)).equals(text)) {
                return url.resolve(found.group(1).replace("&amp;", "&")).toString();
            }
        }
        throw new AssertionError("no link '" + text + "' on " + this);
    }

    /** A link's text without what a screen reader leaves out, and without remarks. */
    private static String spoken(String html) {
        return html.replaceAll(
                        "<[a-z]+ [^>]*(aria-hidden=\"true\"|class=\"last\")[^>]*>[^<]*</[a-z]+>",
                        "")
                .replaceAll("<[^>]*>", "")
                .strip();
    }

    /** Where the page's one button leads. */
    String next() {
        Matcher found = Pattern.compile("<a class=\"button\" href=\"([^\"]*)\"").matcher(body);
        if (!found.find()) {
            throw new AssertionError("no next step on " + this);
        }
        return url.resolve(found.group(1).replace("&amp;", "&")).toString();
    }

    /** The value of a header that the echoing app received, or empty. */
    String received(String header) {
        return body.lines()
                .filter(line ->
                        line.toLowerCase(java.util.Locale.ROOT).startsWith("> " + header + ": "))
                .map(line -> line.substring(header.length() + 4))
                .findFirst()
                .orElse("");
    }

    private String first(Pattern pattern) {
        Matcher found = pattern.matcher(body);
        if (!found.find()) {
            throw new AssertionError("nothing like " + pattern + " on " + this);
        }
        return found.group(1);
    }
}
