package dev.vestibule.gateway.outbound;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A whole HTTP answer within the bounds. Its text form hides headers and body.
 *
 * @param place the endpoint's address, fit for a log
 */
public record HttpAnswer(String place, int status, MultiMap headers, Buffer body) {
    private static final Pattern PARAMETERS = Pattern.compile(";.*", Pattern.DOTALL);
    private static final Pattern JSON = Pattern.compile("application/([a-z0-9!#$&^_.-]+[+])?json");

    /** Whether the status says that a later try may do better. */
    public boolean overloaded() {
        return status >= 500 || status == 429;
    }

    /**
     * The content type in small letters and without parameters; empty when there is none, and
     * {@code several} when there are more than one.
     */
    public String type() {
        var types = headers.getAll("content-type");
        if (types.size() > 1) {
            return "several";
        }
        String type = types.isEmpty() ? "" : types.getFirst();
        return PARAMETERS.matcher(type).replaceFirst("").strip().toLowerCase(Locale.ROOT);
    }

    /** Whether it says that it is JSON (RFC 6839, section 3.1). */
    public boolean isJson() {
        return JSON.matcher(type()).matches();
    }

    @Override
    public String toString() {
        return "HttpAnswer[" + status + "]";
    }
}
