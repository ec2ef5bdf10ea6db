package dev.vestibule.gateway.inbound;

import io.netty.handler.codec.http.TooLongHttpHeaderException;

import java.util.function.BiConsumer;

/**
 * Looks at each header field of one request before it is kept: how many there are, and whether name
 * and value are what RFC 9110, section 5, allows. A field that is neither makes the whole request
 * malformed.
 */
final class FieldCheck implements BiConsumer<CharSequence, CharSequence> {
    /** The most fields of one request. */
    static final int MOST = 100;

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private int fields;

    @Override
    public void accept(CharSequence name, CharSequence value) {
        fields++;
        if (fields > MOST) {
            throw new TooLongHttpHeaderException("more than " + MOST + " header fields");
        }
        if (!token(name)) {
            throw new IllegalArgumentException("a header name that is no token");
        }
        if (!printable(value)) {
            throw new IllegalArgumentException("a header value with a control character");
        }
    }

    /** How many fields came so far. */
    int fields() {
        return fields;
    }

    private static boolean token(CharSequence name) {
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && !(c >= '0' && c <= '9') && TOKEN_MARKS.indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean printable(CharSequence value) {
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c < ' ' && c != '\t' || c == 0x7f) {
                return false;
            }
        }
        return true;
    }
}
