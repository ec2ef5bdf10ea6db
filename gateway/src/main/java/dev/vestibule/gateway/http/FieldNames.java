package dev.vestibule.gateway.http;

/** Names of header fields as servers behind the gateway may read them. */
public final class FieldNames {
    private FieldNames() {}

    /**
     * The name in the one spelling that a server may fold it into. CGI and its successors replace
     * every character except letters and digits by the same one.
     */
    public static String folded(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        for (int at = 0; at < name.length(); at++) {
            folded.append(folded(name.charAt(at)));
        }
        return folded.toString();
    }

    /** Whether the name begins with a folded one when it is folded itself. */
    public static boolean begins(CharSequence name, String folded) {
        int length = folded.length();
        boolean same = name.length() >= length;
        for (int at = 0; same && at < length; at++) {
            same = folded(name.charAt(at)) == folded.charAt(at);
        }
        return same;
    }

    private static char folded(char c) {
        boolean kept = c >= '0' && c <= '9' || c >= 'a' && c <= 'z';
        boolean capital = c >= 'A' && c <= 'Z';
        return kept ? c : capital ? (char) (c + 32) : '-';
    }
}
