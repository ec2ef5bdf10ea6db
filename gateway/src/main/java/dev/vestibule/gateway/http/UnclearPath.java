package dev.vestibule.gateway.http;

import org.jspecify.annotations.Nullable;

/**
 * A path that servers read in different ways, none of which leaves the app: with encoded slashes or
 * semicolons, path parameters or empty segments. An app may ask for such paths.
 */
public final class UnclearPath {
    private static final String ALLOWED = "-._~!$&'()*+,=:@/[]|^{};";
    private static final String RESERVED = RequestTarget.RESERVED.substring(1);

    /** What the path is for a server that decodes everything it can, once. */
    private final StringBuilder decoded = new StringBuilder();

    private @Nullable String part;

    private UnclearPath() {}

    /**
     * The first such part of the path; null where there is none, and where one of the ways is a dot
     * segment, a backslash, a control character or the gateway's reserved prefix.
     */
    static @Nullable String part(String sent) {
        UnclearPath path = new UnclearPath();
        boolean readable = sent.startsWith("/") && path.read(sent);
        return readable && !path.leaves() && !path.reserved() ? path.part : null;
    }

    /** Whether a server may take the path for one under the gateway's reserved prefix. */
    public static boolean mayBeReserved(String sent) {
        UnclearPath path = new UnclearPath();
        return !path.read(sent) || path.reserved();
    }

    private boolean read(String sent) {
        for (int at = 0; at < sent.length(); at++) {
            char c = sent.charAt(at);
            if (c == '%') {
                if (!decode(sent, at)) {
                    return false;
                }
                at += 2;
            } else if (!Character.isLetterOrDigit(c) && ALLOWED.indexOf(c) < 0 || c >= 0x7f) {
                return false;
            } else {
                found(c == ';' || c == '/' && endsWithSlash(), c == ';' ? ";" : "//");
                decoded.append(c);
            }
        }
        return true;
    }

    private boolean decode(String sent, int percent) {
        int octet = RequestPath.octetOrNone(sent, percent);
        if (octet < 0x20 || octet == 0x7f || octet == '\\') {
            return false;
        }
        found(octet == '/' || octet == ';', sent.substring(percent, percent + 3));
        // What is no ASCII character can be no separator and no dot.
        decoded.append(octet < 0x7f ? (char) octet : '_');
        return true;
    }

    private boolean endsWithSlash() {
        return !decoded.isEmpty() && decoded.charAt(decoded.length() - 1) == '/';
    }

    private void found(boolean unclear, String text) {
        if (unclear && part == null) {
            part = text;
        }
    }

    /** Whether a segment is a dot segment, with or without parameters. */
    private boolean leaves() {
        for (String segment : decoded.toString().split("/", -1)) {
            String name = name(segment);
            if (name.equals(".") || name.equals("..")) {
                return true;
            }
        }
        return false;
    }

    private boolean reserved() {
        for (String segment : decoded.toString().split("/", -1)) {
            String name = name(segment);
            if (!name.isEmpty()) {
                return name.equalsIgnoreCase(RESERVED);
            }
        }
        return false;
    }

    private static String name(String segment) {
        int parameters = segment.indexOf(';');
        return parameters < 0 ? segment : segment.substring(0, parameters);
    }
}
