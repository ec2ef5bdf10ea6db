package dev.vestibule.gateway.http;

import org.jspecify.annotations.Nullable;

/**
 * Where the browser goes after a login: a path on a host that the server knows, never a URL. Only a
 * validated text becomes one.
 *
 * @param value normalised path and query
 */
public record ReturnPath(String value) {
    /** The longest path and query, in characters: as long as a request's own. */
    public static final int LONGEST = 8192;

    /**
     * The address of a path that was too long for a login. One of the three of the gateway's own
     * paths that a login may lead to: it changes nothing and leads to a local path.
     */
    public static final String BACK = RequestTarget.RESERVED + "/back";

    /**
     * Shows a form that was kept during a login, to be sent again: another one of the gateway's own
     * paths that a login may lead to.
     */
    public static final String KEPT = RequestTarget.RESERVED + "/kept";

    /**
     * The portal of the user's applications, on every host: the last one of the gateway's own paths
     * that a login may lead to.
     */
    public static final String PORTAL = RequestTarget.RESERVED + "/";

    public ReturnPath {
        if (!value.startsWith("/")
                || value.startsWith("//")
                || !plain(value)
                || backslashInPath(value)) {
            throw new IllegalArgumentException("not a local path");
        }
    }

    /** The text as a return path, or null if a browser might read it differently. */
    public static @Nullable ReturnPath parse(String text) {
        if (text.length() > LONGEST || text.indexOf('#') >= 0 || !plain(text)) {
            return null;
        }
        int mark = text.indexOf('?');
        try {
            String path = RequestPath.normalise(mark < 0 ? text : text.substring(0, mark));
            return reserved(path) ? null : new ReturnPath(path + query(text, mark));
        } catch (HttpFailure ambiguous) {
            return null;
        }
    }

    /** The text as a return path, or the other one when it is no such path. */
    public static ReturnPath parse(@Nullable String text, String otherwise) {
        ReturnPath path = text == null ? null : parse(text);
        return path == null ? new ReturnPath(otherwise) : path;
    }

    /**
     * The same for a path that an app gets as it is sent. Such a path is kept on the server during
     * a login; it never travels in an address.
     */
    public static ReturnPath asSent(@Nullable String text, String otherwise) {
        return text == null ? new ReturnPath(otherwise) : ofSent(text, otherwise);
    }

    private static ReturnPath ofSent(String text, String otherwise) {
        int mark = text.indexOf('?');
        String path = mark < 0 ? text : text.substring(0, mark);
        boolean kept =
                text.length() <= LONGEST
                        && text.indexOf('#') < 0
                        && plain(text)
                        && !text.startsWith("//")
                        && UnclearPath.part(path) != null;
        return kept ? new ReturnPath(text) : parse(text, otherwise);
    }

    private static String query(String text, int mark) {
        return mark < 0 ? "" : text.substring(mark);
    }

    private static boolean reserved(String path) {
        return path.equals(RequestTarget.RESERVED)
                || path.startsWith(RequestTarget.RESERVED + "/")
                        && !path.equals(BACK)
                        && !path.equals(KEPT)
                        && !path.equals(PORTAL);
    }

    private static boolean plain(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /**
     * Browsers read a backslash in a path as a slash. In a query it is a character like any other,
     * and they send it as it is (URL Standard, section 4.4, query state).
     */
    private static boolean backslashInPath(String text) {
        int mark = text.indexOf('?');
        int backslash = text.indexOf('\\');
        return backslash >= 0 && (mark < 0 || backslash < mark);
    }
}
