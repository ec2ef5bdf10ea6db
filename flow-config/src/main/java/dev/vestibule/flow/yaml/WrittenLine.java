package dev.vestibule.flow.yaml;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a file as its editor sees it, for what the parser cannot read.
 *
 * @param head indentation and dashes
 * @param key with its colon and a space; empty for an item of a list
 * @param value without a comment
 */
record WrittenLine(String head, String key, String value) {
    private static final Pattern KEYED =
            Pattern.compile("(\\s*(?:-\\s+)*)((?:[\\w.-]+|\"[^\"]*\"|'[^']*')\\s*:(?:\\s+|$))(.*)");
    private static final Pattern ITEM = Pattern.compile("(\\s*(?:-\\s+)+)()(.*)");

    static Optional<WrittenLine> of(String text) {
        Matcher keyed = KEYED.matcher(text);
        Matcher found = keyed.matches() ? keyed : ITEM.matcher(text);
        return found == keyed || found.matches()
                ? Optional.of(
                        new WrittenLine(
                                found.group(1),
                                found.group(2),
                                withoutComment(found.group(3)).strip()))
                : Optional.empty();
    }

    /** The column at which the value begins, from 0. */
    int column() {
        return head.length() + key.length();
    }

    /** The line with another value. */
    String with(String other) {
        return (head.stripLeading() + key + other).strip();
    }

    /** The line with its value in quotes; a quote before a letter ends no text. */
    String quoted() {
        int close = beginsWith("\"'") ? closingQuote() : -1;
        boolean inside =
                close > 0
                        && close + 1 < value.length()
                        && value.endsWith(value.substring(0, 1))
                        && (Character.isLetterOrDigit(value.charAt(close + 1))
                                || value.endsWith("\"\""));
        return with(quoted(inside ? value.substring(1, value.length() - 1) : value));
    }

    /** A text in quotes, in those that need no escapes where there are such. */
    static String quoted(String text) {
        return text.contains("'") && !text.contains("\"") && !text.contains("\\")
                ? "\"" + text + "\""
                : "'" + text.replace("'", "''") + "'";
    }

    /** Where the quote is closed with which the value begins; -1 when it is not in this line. */
    int closingQuote() {
        char quote = value.charAt(0);
        for (int at = 1; at < value.length(); at++) {
            char here = value.charAt(at);
            if (here == '\\' && quote == '"') {
                at++;
            } else if (here == quote) {
                boolean twice = quote == '\'' && value.startsWith("''", at);
                if (!twice) {
                    return at;
                }
                at++;
            }
        }
        return -1;
    }

    boolean beginsWith(String characters) {
        return !value.isEmpty() && characters.indexOf(value.charAt(0)) >= 0;
    }

    private static String withoutComment(String value) {
        int comment = value.startsWith("#") ? 0 : value.indexOf(" #");
        return comment < 0 ? value : value.substring(0, comment);
    }
}
