package dev.vestibule.gateway.http;

import dev.vestibule.gateway.http.FailurePage.Audience;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * A failure of a request with a known kind. Handlers fail the routing context with it; only the
 * error page turns it into a response.
 */
public final class HttpFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final @Nullable String sentence;
    private final @Nullable String retry;
    private final Map<String, String> fields;
    private final int retryAfter;
    private final Concern concern;
    private final Audience audience;

    private HttpFailure(
            FailureKind kind,
            String detail,
            @Nullable String sentence,
            @Nullable String retry,
            Map<String, String> fields,
            int retryAfter,
            Concern concern,
            Audience audience,
            @Nullable Throwable cause) {
        super(detail, cause, false, false);
        this.kind = kind;
        this.sentence = sentence;
        this.retry = retry;
        this.fields = fields;
        this.retryAfter = retryAfter;
        this.concern = concern;
        this.audience = audience;
    }

    /**
     * What a failure is about, for the log; each null while it is not known.
     *
     * @param app id of the app
     * @param connection id of the connection
     * @param account name or DN of the account; without an account the user's name
     */
    public record Concern(
            @Nullable String app, @Nullable String connection, @Nullable String account) {
        static final Concern NOTHING = new Concern(null, null, null);

        /** Completes what is not known here. */
        public Concern or(Concern other) {
            return new Concern(
                    app == null ? other.app : app,
                    connection == null ? other.connection : connection,
                    account == null ? other.account : account);
        }
    }

    /**
     * @param detail for the log; never shown, never a secret
     */
    public static HttpFailure of(FailureKind kind, String detail) {
        return new HttpFailure(
                kind, detail, null, null, Map.of(), 0, Concern.NOTHING, Audience.UNKNOWN, null);
    }

    /** The same failure with its cause, for the log. */
    public HttpFailure causedBy(Throwable cause) {
        return new HttpFailure(
                kind, message(), sentence, retry, fields, retryAfter, concern, audience, cause);
    }

    /** The same failure with a sentence of the configuration in place of the standard text. */
    public HttpFailure saying(String text) {
        return new HttpFailure(
                kind, message(), text, retry, fields, retryAfter, concern, audience, getCause());
    }

    /** The same failure with a link, local to the gateway, that tries again. */
    public HttpFailure retryAt(String path) {
        return new HttpFailure(
                kind,
                message(),
                sentence,
                path,
                Map.of(),
                retryAfter,
                concern,
                audience,
                getCause());
    }

    /** The same failure with a form of these fields as the next step, to a path on this host. */
    public HttpFailure retryBy(String path, Map<String, String> posted) {
        return new HttpFailure(
                kind,
                message(),
                sentence,
                path,
                Map.copyOf(posted),
                retryAfter,
                concern,
                audience,
                getCause());
    }

    /** The same failure, worth another attempt after so many seconds (RFC 9110, section 10.2.3). */
    public HttpFailure retryAfter(int seconds) {
        return new HttpFailure(
                kind, message(), sentence, retry, fields, seconds, concern, audience, getCause());
    }

    /** The same failure with its subject, where it has none itself. */
    public HttpFailure concerning(Concern known) {
        Concern all = concern.or(known);
        return new HttpFailure(
                kind, message(), sentence, retry, fields, retryAfter, all, audience, getCause());
    }

    /** The same failure with what its page says of user and app. */
    public HttpFailure told(Audience known) {
        return new HttpFailure(
                kind, message(), sentence, retry, fields, retryAfter, concern, known, getCause());
    }

    /** What its page says of user and app. */
    public Audience audience() {
        return audience;
    }

    /** What it is about. */
    public Concern concern() {
        return concern;
    }

    /** What went wrong. */
    public FailureKind kind() {
        return kind;
    }

    /** The configuration's own sentence for the page, or null for the standard text. */
    public @Nullable String sentence() {
        return sentence;
    }

    /** Where the page's next step leads, or null when there is none of its own. */
    public @Nullable String retry() {
        return retry;
    }

    /** What the page's next step posts; empty where it is a link. */
    public Map<String, String> fields() {
        return fields;
    }

    /** Seconds until another attempt can succeed, 0 if unknown. */
    public int retryAfter() {
        return retryAfter;
    }

    private String message() {
        return String.valueOf(getMessage());
    }
}
