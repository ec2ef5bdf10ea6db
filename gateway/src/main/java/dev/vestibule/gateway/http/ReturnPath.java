package dev.vestibule.gateway.http;

import org.jspecify.annotations.Nullable;

/**
 * Where a person goes after a login: a path on a host that the server knows, never a URL. Only a
 * validated text becomes one.
 *
 * @param value normalised path and query
 */
public record ReturnPath(String value) {
    private static final int LONGEST = 4096;

    public ReturnPath {
        if (!value.startsWith("/") || value.startsWith("//") || !plain(value)) {
            throw new IllegalArgumentException("not a local path");
        }
    }

    /** The text as a return path, or null when a browser might take it for something else. */
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

    private static String query(String text, int mark) {
        return mark < 0 ? "" : text.substring(mark);
    }

    private static boolean reserved(String path) {
        return path.equals(RequestTarget.RESERVED) || path.startsWith(RequestTarget.RESERVED + "/");
    }

    private static boolean plain(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
    }
}
