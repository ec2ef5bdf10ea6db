package dev.vestibule.gateway.http;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * What one page shows: a record beside the feature that the page belongs to. Its template gets
 * {@code texts}, {@code page} and {@code frame}, and escapes every text in it.
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
     * Whether the application that gets a form of the page may see which origin it comes from.
     * Other pages tell no one, and browsers then send {@code Origin: null} (Fetch, section 3.1).
     */
    default boolean namesOrigin() {
        return false;
    }

    /** The path of the page's only script on this host; null for a page without a script. */
    default @Nullable String script() {
        return null;
    }

    /** The seconds until the next answer to the page is taken; 0 where it is taken at once. */
    default int retryAfter() {
        return 0;
    }

    /**
     * Something that is wrong with an answer.
     *
     * @param text a sentence in the user's language
     * @param field id of the field that it is about, null when it is about none
     */
    record Problem(String text, @Nullable String field) {

        /** Everything that is wrong with the field, null when nothing is. */
        public static @Nullable String at(List<Problem> problems, String field) {
            List<String> texts =
                    problems.stream()
                            .filter(problem -> field.equals(problem.field()))
                            .map(Problem::text)
                            .toList();
            return texts.isEmpty() ? null : String.join(" ", texts);
        }
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
