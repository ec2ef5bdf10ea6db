package dev.vestibule.gateway.http;

import org.jspecify.annotations.Nullable;

/**
 * Something failed.
 *
 * @param sentence the configuration's own sentence in place of the standard one, or null
 * @param audience who is signed in, and where they wanted to go
 * @param sent whether the request carried something that is lost now
 * @param next the address of the next step
 * @param form posts the next step; null where it is a link
 * @param reference name of this failure in the log
 */
public record FailurePage(
        FailureKind kind,
        @Nullable String sentence,
        Audience audience,
        boolean sent,
        String next,
        @Nullable Form form,
        String reference)
        implements Page {
    /** The page of the user's applications, on every host. */
    public static final String PORTAL = ReturnPath.PORTAL;

    /** A failure of which nothing more is known. */
    public FailurePage(FailureKind kind, @Nullable String sentence, String next, String reference) {
        this(kind, sentence, Audience.UNKNOWN, false, next, reference);
    }

    /** A failure whose next step is a link. */
    public FailurePage(
            FailureKind kind,
            @Nullable String sentence,
            Audience audience,
            boolean sent,
            String next,
            String reference) {
        this(kind, sentence, audience, sent, next, null, reference);
    }

    /**
     * What the page tells the user beyond its kind.
     *
     * @param user name of the user who is signed in, null when there is none
     * @param app title of the application, null when there is none
     * @param found what in the request was refused, or the limit; null when the kind says it all
     */
    public record Audience(@Nullable String user, @Nullable String app, @Nullable String found) {
        /** Nothing is known. */
        public static final Audience UNKNOWN = new Audience(null, null, null);

        /** A user and an application. */
        public Audience(@Nullable String user, @Nullable String app) {
            this(user, app, null);
        }

        /** A part of the request, or a limit. */
        public static Audience of(@Nullable String found) {
            return new Audience(null, null, found);
        }
    }

    /** What was refused, or the limit; empty when the text needs none. */
    public String found() {
        return audience.found() == null ? "" : audience.found();
    }

    /** Name of the user who is signed in, or null. */
    public @Nullable String user() {
        return audience.user();
    }

    /** Title of the application, or null. */
    public @Nullable String app() {
        return audience.app();
    }

    /** The address of the portal where it is of use, or null. */
    public @Nullable String portal() {
        return kind == FailureKind.NOT_FOUND || audience.user() != null ? PORTAL : null;
    }

    /** The next step as a path of this host; where it is none, the portal. */
    String onward() {
        return next.startsWith("/") ? next : PORTAL;
    }

    @Override
    public boolean leadsElsewhere() {
        return form != null;
    }

    @Override
    public String template() {
        return "failure.jte";
    }
}
