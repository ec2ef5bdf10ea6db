package dev.vestibule.gateway.connection.oidc;

import dev.vestibule.gateway.login.AuthenticationFailure;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A whole HTTP answer within the bounds. Its text form hides headers and body.
 *
 * @param place the endpoint's address, fit for a log
 */
record HttpAnswer(String place, int status, MultiMap headers, Buffer body) {
    private static final Pattern PARAMETERS = Pattern.compile(";.*", Pattern.DOTALL);
    private static final Pattern JSON = Pattern.compile("application/([a-z0-9!#$&^_.-]+[+])?json");

    /**
     * This answer if its status is 200.
     *
     * @param what names the document in the failure, such as {@code the key set}
     * @throws AuthenticationFailure for every other status
     */
    HttpAnswer successful(String what) {
        if (status == 200) {
            return this;
        }
        String detail = "%s (%s) is answered with status %s".formatted(what, place, status);
        throw overloaded() ? OidcFailures.unavailable(detail) : OidcFailures.providerError(detail);
    }

    /** Whether the status says that a later try may do better. */
    boolean overloaded() {
        return status >= 500 || status == 429;
    }

    /**
     * The content type in small letters and without parameters; empty when there is none, and
     * {@code several} when there are more than one.
     */
    String type() {
        var types = headers.getAll("content-type");
        if (types.size() > 1) {
            return "several";
        }
        String type = types.isEmpty() ? "" : types.getFirst();
        return PARAMETERS.matcher(type).replaceFirst("").strip().toLowerCase(Locale.ROOT);
    }

    /** The JSON object of this answer, which must say that it is JSON (RFC 6839, section 3.1). */
    Members json(Function<String, AuthenticationFailure> refusal) {
        if (!JSON.matcher(type()).matches()) {
            String found = OidcFailures.shown(type());
            throw refusal.apply("its Content-Type is " + found + ", no JSON type");
        }
        return Members.parse(body.getBytes(), refusal);
    }

    @Override
    public String toString() {
        return "HttpAnswer[" + status + "]";
    }
}
