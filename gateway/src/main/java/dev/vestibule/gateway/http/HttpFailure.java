package dev.vestibule.gateway.http;

import org.jspecify.annotations.Nullable;

/**
 * A request failed in a way that we know. Handlers fail the routing context with it; the error page
 * alone turns it into a response.
 */
public final class HttpFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final @Nullable String sentence;
    private final @Nullable String retry;
    private final int retryAfter;

    private HttpFailure(
            FailureKind kind,
            String detail,
            @Nullable String sentence,
            @Nullable String retry,
            int retryAfter,
            @Nullable Throwable cause) {
        super(detail, cause, false, false);
        this.kind = kind;
        this.sentence = sentence;
        this.retry = retry;
        this.retryAfter = retryAfter;
    }

    /**
     * @param detail for the log; never shown, never a secret
     */
    public static HttpFailure of(FailureKind kind, String detail) {
        return new HttpFailure(kind, detail, null, null, 0, null);
    }

    /** The same failure with its cause, for the log. */
    public HttpFailure causedBy(Throwable cause) {
        return new HttpFailure(kind, message(), sentence, retry, retryAfter, cause);
    }

    /** The same failure with a sentence of the configuration in place of the standard text. */
    public HttpFailure saying(String text) {
        return new HttpFailure(kind, message(), text, retry, retryAfter, getCause());
    }

    /** The same failure with a link, local to the gateway, that tries again. */
    public HttpFailure retryAt(String path) {
        return new HttpFailure(kind, message(), sentence, path, retryAfter, getCause());
    }

    /** The same failure, worth another try after so many seconds (RFC 9110, section 10.2.3). */
    public HttpFailure retryAfter(int seconds) {
        return new HttpFailure(kind, message(), sentence, retry, seconds, getCause());
    }

    /** What went wrong. */
    public FailureKind kind() {
        return kind;
    }

    /** The configuration's own sentence for the person, or null for the standard text. */
    public @Nullable String sentence() {
        return sentence;
    }

    /** Where the page's next step leads, or null when there is none of its own. */
    public @Nullable String retry() {
        return retry;
    }

    /** Seconds until another try is worth it, 0 when nobody knows. */
    public int retryAfter() {
        return retryAfter;
    }

    private String message() {
        return String.valueOf(getMessage());
    }
}
