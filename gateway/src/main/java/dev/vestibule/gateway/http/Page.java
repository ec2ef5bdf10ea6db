package dev.vestibule.gateway.http;

import java.util.Map;

/**
 * What one page shows: a record beside the feature that the page belongs to. Its template gets
 * {@code texts}, {@code page} and {@code style}, and escapes every text in it.
 */
public interface Page {

    /** The template's path below {@code src/main/jte}. */
    String template();

    /**
     * Whether a form of the page may end in a redirect to another origin, to an identity provider
     * or to an app's host: browsers apply the policy to that redirect too (Content Security Policy
     * 3, section 6.4.1.1).
     */
    default boolean leadsElsewhere() {
        return false;
    }

    /**
     * A form of hidden fields.
     *
     * @param action path on this host
     * @param token the form's CSRF token, of {@link Csrf#token}
     */
    record Form(String action, String token, Map<String, String> fields) {
        public Form {
            fields = Map.copyOf(fields);
        }
    }
}
