package dev.vestibule.flow.expression;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import java.util.Optional;

/**
 * Turns a name that matches a pattern as a whole into another name. Patterns are those of the
 * function {@code matches} (RE2): their time is bounded by the length of the name.
 */
public final class Renaming {
    private static final String MARK = "$";

    private final Pattern pattern;
    private final String template;

    private Renaming(Pattern pattern, String template) {
        this.pattern = pattern;
        this.template = template;
    }

    /**
     * One that keeps the names that match.
     *
     * @throws IllegalArgumentException when the pattern is malformed or too large; the message
     *     completes a sentence about it
     */
    public static Renaming of(String pattern) {
        return new Renaming(Patterns.compile(pattern), MARK + "0");
    }

    /**
     * The same with a new name, in which {@code $1} to {@code $9} are what the groups of the
     * pattern matched, {@code $0} for the whole and {@code $$} for a dollar sign.
     *
     * @throws IllegalArgumentException whose message completes a sentence about the new name
     */
    public Renaming to(String name) {
        for (int at = name.indexOf(MARK); at >= 0; at = name.indexOf(MARK, at + 2)) {
            char next = at + 1 < name.length() ? name.charAt(at + 1) : ' ';
            if (next != '$' && (next < '0' || next > '9')) {
                throw new IllegalArgumentException("has a $ that no digit follows");
            }
            if (next != '$' && next - '0' > pattern.groupCount()) {
                throw new IllegalArgumentException(
                        "names the group $" + next + ", which the pattern does not have");
            }
        }
        return new Renaming(pattern, name);
    }

    /** The new name; empty when the pattern does not match the whole of this one. */
    public Optional<String> apply(String name) {
        Matcher matcher = pattern.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        StringBuilder renamed = new StringBuilder();
        for (int at = 0; at < template.length(); at++) {
            char character = template.charAt(at);
            if (character != '$') {
                renamed.append(character);
            } else {
                at++;
                renamed.append(replacement(template.charAt(at), matcher));
            }
        }
        return Optional.of(renamed.toString());
    }

    /** Whether the new name is the same for every name that matches. */
    public boolean isFixed() {
        return template.replace(MARK + MARK, "").indexOf(MARK) < 0;
    }

    /** A regular expression of Java for the names that this one can make, and some others. */
    public String results() {
        StringBuilder results = new StringBuilder();
        for (int at = 0; at < template.length(); at++) {
            char character = template.charAt(at);
            boolean isMark = character == '$';
            if (isMark) {
                at++;
            }
            boolean isGroup = isMark && template.charAt(at) != '$';
            results.append(isGroup ? ".*" : "\\Q" + character + "\\E");
        }
        return results.toString();
    }

    /** As written in the YAML, without the name of a group. */
    @Override
    public String toString() {
        return pattern + " -> " + template;
    }

    private static String replacement(char mark, Matcher matcher) {
        if (mark == '$') {
            return MARK;
        }
        String group = matcher.group(mark - '0');
        return group == null ? "" : group;
    }
}
