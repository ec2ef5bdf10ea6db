package dev.vestibule.provisioning.api;

/**
 * Text from outside, in a form that a terminal and a log show without a side effect. Each character
 * that could move the cursor, begin a line, change the direction of the text or stay invisible is
 * written as an escape of JSON, {@code \}{@code u202e} for example; so JSON that is written in this
 * form keeps its meaning.
 */
public final class VisibleText {
    private VisibleText() {}

    /** The text in one line. */
    public static String of(String text) {
        return escaped(text, false);
    }

    /** The text with its own line breaks and tabs. */
    public static String lines(String text) {
        return escaped(text, true);
    }

    private static String escaped(String text, boolean lines) {
        int at = 0;
        while (at < text.length() && shown(text, at, lines)) {
            at++;
        }
        return at == text.length() ? text : escaped(text, at, lines);
    }

    private static String escaped(String text, int clean, boolean lines) {
        StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, clean);
        for (int at = clean; at < text.length(); at++) {
            char c = text.charAt(at);
            if (shown(text, at, lines)) {
                shown.append(c);
            } else {
                shown.append(escape(c));
            }
        }
        return shown.toString();
    }

    private static String escape(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u%04x".formatted((int) c);
        };
    }

    private static boolean shown(String text, int at, boolean lines) {
        char c = text.charAt(at);
        if (c < 0x7f) {
            return c >= ' ' || lines && (c == '\n' || c == '\t');
        }
        return Character.isSurrogate(c) ? paired(text, at) : visible(Character.getType(c));
    }

    /** Supplementary characters have two halves, of which one alone is none. */
    private static boolean paired(String text, int at) {
        int first = Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
        return first >= 0
                && first + 1 < text.length()
                && Character.isSurrogatePair(text.charAt(first), text.charAt(first + 1))
                && visible(Character.getType(text.codePointAt(first)));
    }

    /** C0 and C1 are controls, marks of direction are formats. */
    private static boolean visible(int type) {
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.UNASSIGNED;
    }
}
