package dev.vestibule.demo.testkit;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer, and what a person could do with it. */
public record WebPage(URI uri, int status, HttpHeaders headers, String body) {
    private static final Pattern FORM =
            Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern HIDDEN = Pattern.compile("<input\\b[^>]*type=\"hidden\"[^>]*>");

    /** Where the answer redirects to, or null when it does not. */
    public @Nullable URI redirect() {
        return status / 100 == 3 && status != 304
                ? headers.firstValue("location").map(uri::resolve).orElse(null)
                : null;
    }

    /** The body as JSON. */
    public JsonObject json() {
        return new JsonObject(body);
    }

    /** The address that the page's form with this text in it is posted to. */
    public URI action(String within) {
        String action = attribute(form(within).group(1), "action");
        return action == null || action.isEmpty() ? uri : uri.resolve(action);
    }

    /** The hidden fields of that form. */
    public Map<String, String> hidden(String within) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher input = HIDDEN.matcher(form(within).group(2));
        while (input.find()) {
            String name = attribute(input.group(), "name");
            String value = attribute(input.group(), "value");
            if (name != null) {
                fields.put(name, value == null ? "" : value);
            }
        }
        return fields;
    }

    private Matcher form(String within) {
        Matcher form = FORM.matcher(body);
        while (form.find()) {
            if (form.group().contains(within)) {
                return form;
            }
        }
        throw new AssertionError("no form with " + within + " on " + uri + ":\n" + body);
    }

    private static @Nullable String attribute(String tag, String name) {
        Matcher found = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
        return found.find() ? unescape(found.group(1)) : null;
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&#x2F;", "/")
                .replace("&amp;", "&");
    }
}
