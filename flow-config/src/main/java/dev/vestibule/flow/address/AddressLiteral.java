package dev.vestibule.flow.address;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;

/**
 * IP addresses as text. An IPv4 address has one spelling here: the JDK also takes 10.1 for 10.0.0.1
 * and 010 for 10. Neither brackets nor zones belong to an address, and names are never looked up.
 */
public final class AddressLiteral {
    /** An IPv6 address that ends in the form of IPv4. */
    private static final int LONGEST = 45;

    private static final int FIELDS = 4;
    private static final int DIGITS = 3;

    private AddressLiteral() {}

    /** The address; null for text that is none. */
    public static @Nullable InetAddress read(String text) {
        if (text.indexOf(':') < 0 ? !ipv4(text) : !ipv6(text)) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    /** Four numbers in shortest form; how large they may be is left to the JDK. */
    private static boolean ipv4(String text) {
        int fields = 0;
        int start = 0;
        while (start <= text.length() && fields <= FIELDS) {
            int dot = text.indexOf('.', start);
            int end = dot < 0 ? text.length() : dot;
            if (!number(text, start, end)) {
                return false;
            }
            fields++;
            start = end + 1;
        }
        return fields == FIELDS;
    }

    private static boolean number(String text, int start, int end) {
        int length = end - start;
        boolean number =
                length > 0 && length <= DIGITS && (length == 1 || text.charAt(start) != '0');
        for (int at = start; number && at < end; at++) {
            number = digit(text.charAt(at));
        }
        return number;
    }

    /** Characters only: the rest is left to the JDK, which has no other spelling of these. */
    private static boolean ipv6(String text) {
        boolean address = text.length() <= LONGEST;
        for (int at = 0; address && at < text.length(); at++) {
            char c = text.charAt(at);
            address =
                    digit(c)
                            || c >= 'a' && c <= 'f'
                            || c >= 'A' && c <= 'F'
                            || c == ':'
                            || c == '.';
        }
        return address;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
