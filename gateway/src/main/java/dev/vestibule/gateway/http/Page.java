package dev.vestibule.gateway.http;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** What a page shows. Every text in it is escaped where it is written. */
public sealed interface Page {

    /**
     * Something failed.
     *
     * @param sentence the configuration's own sentence in place of the standard one, or null
     * @param next where the next step leads
     * @param reference name of this failure in the log
     */
    record Failure(FailureKind kind, @Nullable String sentence, String next, String reference)
            implements Page {}

    /**
     * A step offers more than one way.
     *
     * @param app the name of the app that the person is on the way to, or null
     */
    record Chooser(@Nullable String app, List<Option> options) implements Page {
        public Chooser {
            options = List.copyOf(options);
        }
    }

    /**
     * One way to prove who one is.
     *
     * @param href path and query on this host
     */
    record Option(String title, String href) {}

    /**
     * Something that the gateway waits for did not answer, and the same step can be tried again.
     *
     * @param form what the button sends
     */
    record TryAgain(FailureKind kind, Form form, String reference) implements Page {}

    /** The button that signs out. */
    record Logout(String user, Form form) implements Page {}

    /** Nobody is signed in any more. */
    record SignedOut() implements Page {}

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
