package dev.vestibule.provisioning.vocabulary;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text from outside, in a form that a terminal and a log show without a side effect. Each character
 * that could move the cursor, begin a line, change the direction of the text or stay invisible is
 * written as an escape of JSON, {@code \}{@code u202e} for example; so JSON that is written in this
 * form keeps its meaning.
 */
public final class VisibleText {
    /** C0 and C1 are controls, marks of direction are formats; half a character is none. */
    private static final String KINDS = "\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cn}\\p{Cs}";

    private static final Pattern HIDDEN = Pattern.compile("[" + KINDS + "]");
    private static final Pattern HIDDEN_IN_LINES = Pattern.compile("[" + KINDS + "&&[^\n\t]]");

    private VisibleText() {}

    /** The text in one line. */
    public static String of(String text) {
        return escaped(text, HIDDEN);
    }

    /** The text with its own line breaks and tabs. */
    public static String lines(String text) {
        return escaped(text, HIDDEN_IN_LINES);
    }

    private static String escaped(String text, Pattern hidden) {
        return hidden.matcher(text)
                .replaceAll(found ->
                        found.group()
                                .chars()
                                .mapToObj(c -> Matcher.quoteReplacement(escape((char) c)))
                                .collect(Collectors.joining()));
    }

    private static String escape(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u%04x".formatted((int) c);
        };
    }
}
