package dev.vestibule.gateway.http;

/** Names of header fields as servers behind the gateway may read them. */
public final class FieldNames {
    private FieldNames() {}

    /**
     * The name in the one spelling that a server may fold it into. CGI and its heirs turn
     * everything but letters and digits into the same sign.
     */
    public static String folded(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            boolean kept = c >= '0' && c <= '9' || c >= 'a' && c <= 'z';
            boolean capital = c >= 'A' && c <= 'Z';
            folded.append(kept ? c : capital ? (char) (c + 32) : '-');
        }
        return folded.toString();
    }
}
