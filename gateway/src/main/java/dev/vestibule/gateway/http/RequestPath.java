package dev.vestibule.gateway.http;

import java.util.HexFormat;

/**
 * Normalises the path of a request, so that what is matched is what is forwarded. Percent-encodings
 * of unreserved characters are decoded and the others written in capitals (RFC 3986, section
 * 6.2.2); everything that servers read in different ways is refused.
 */
final class RequestPath {
    private static final String ALLOWED = "-._~!$&'()*+,=:@/[]|^{}";

    private RequestPath() {}

    /**
     * @return the normalised path
     * @throws HttpFailure when the path is ambiguous
     */
    static String normalise(String raw) {
        if (!raw.startsWith("/")) {
            throw refused("path without a slash at its start");
        }
        String path = raw.indexOf('%') < 0 ? checked(raw) : decoded(raw);
        refuseSegments(path);
        return path;
    }

    private static String checked(String raw) {
        for (int at = 0; at < raw.length(); at++) {
            refuseCharacter(raw.charAt(at));
        }
        return raw;
    }

    private static String decoded(String raw) {
        StringBuilder path = new StringBuilder(raw.length());
        for (int at = 0; at < raw.length(); at++) {
            char c = raw.charAt(at);
            if (c == '%') {
                append(path, octet(raw, at));
                at += 2;
            } else {
                refuseCharacter(c);
                path.append(c);
            }
        }
        return path.toString();
    }

    private static void append(StringBuilder path, int octet) {
        if (unreserved(octet)) {
            path.append((char) octet);
        } else if (octet < 0x20 || octet == 0x7f || "/\\;".indexOf(octet) >= 0) {
            throw refused("path with an encoded separator or control character");
        } else {
            path.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) octet));
        }
    }

    private static int octet(String raw, int percent) {
        int octet = octetOrNone(raw, percent);
        if (octet < 0) {
            throw refused("path with a malformed percent-encoding");
        }
        return octet;
    }

    /** The octet that is encoded there; -1 where the encoding is malformed. */
    static int octetOrNone(String raw, int percent) {
        return percent + 2 >= raw.length()
                        || !HexFormat.isHexDigit(raw.charAt(percent + 1))
                        || !HexFormat.isHexDigit(raw.charAt(percent + 2))
                ? -1
                : HexFormat.fromHexDigits(raw, percent + 1, percent + 3);
    }

    private static void refuseCharacter(char c) {
        if (c == ';') {
            throw refused("path with a parameter");
        }
        if (!unreserved(c) && ALLOWED.indexOf(c) < 0) {
            throw refused("path with a character that no URI may carry");
        }
    }

    private static void refuseSegments(String path) {
        if (path.contains("//")) {
            throw refused("path with an empty segment");
        }
        for (int at = path.indexOf("/."); at >= 0; at = path.indexOf("/.", at + 1)) {
            int dots = path.startsWith("..", at + 1) ? 2 : 1;
            if (segmentEnds(path, at + 1 + dots)) {
                throw refused("path with a dot segment");
            }
        }
    }

    private static boolean segmentEnds(String path, int at) {
        return at == path.length() || path.charAt(at) == '/';
    }

    private static boolean unreserved(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    private static HttpFailure refused(String why) {
        return HttpFailure.of(FailureKind.BAD_REQUEST, why);
    }
}
