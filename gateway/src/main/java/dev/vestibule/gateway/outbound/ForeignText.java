package dev.vestibule.gateway.outbound;

import java.net.URI;

/** Text from outside, as one line of the log may have it. */
public final class ForeignText {
    private static final int LONGEST = 200;

    private ForeignText() {}

    /** The address of an endpoint without its query, which may hold a key. */
    public static String place(URI endpoint) {
        return printable(endpoint.toString().split("[?]", 2)[0]);
    }

    /** Printable ASCII, cut after 200 characters. */
    public static String printable(String foreign) {
        String cut = foreign.substring(0, Math.min(LONGEST, foreign.length()));
        return cut.replaceAll("[^\\x20-\\x7e]|[\"\\\\]", "?");
    }
}
