package dev.vestibule.flow.expression;

import static java.util.regex.Matcher.quoteReplacement;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;

/**
 * Turns a name that matches a pattern as a whole into another name. Patterns are those of the
 * function {@code matches} (RE2): their time is bounded by the length of the name.
 */
public final class Renaming {
    private static final String MARK = "$";
    private static final java.util.regex.Pattern MARKED =
            java.util.regex.Pattern.compile("\\$([$0-9])");

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
        return Optional.of(
                MARKED.matcher(template)
                        .replaceAll(marked -> quoteReplacement(replacement(marked, matcher))));
    }

    /** Whether the new name is the same for every name that matches. */
    public boolean isFixed() {
        return template.replace(MARK + MARK, "").indexOf(MARK) < 0;
    }

    /** A regular expression of Java for the names that this one can make, and some others. */
    public String results() {
        return MARKED.matcher(java.util.regex.Pattern.quote(template))
                .replaceAll(marked ->
                        quoteReplacement(marked.group().equals("$$") ? MARK : "\\E.*\\Q"));
    }

    /** As written in the YAML, without the name of a group. */
    @Override
    public String toString() {
        return pattern + " -> " + template;
    }

    private static String replacement(MatchResult marked, Matcher matcher) {
        String mark = marked.group(1);
        return mark.equals(MARK)
                ? MARK
                : Objects.requireNonNullElse(matcher.group(Integer.parseInt(mark)), "");
    }
}
