package dev.vestibule.flow.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The function {@code matches}. A pattern is a constant of the expression, so each is compiled
 * once, and no client can choose it.
 */
public final class Patterns {
    static final String FUNCTION = "matches";

    private final ConcurrentMap<String, Pattern> compiled = new ConcurrentHashMap<>();

    /** Whether the pattern is found in the text. */
    boolean match(String text, String pattern) {
        return compiled.computeIfAbsent(pattern, Patterns::compile).matcher(text).find();
    }

    /**
     * Whether the pattern is the form of the whole text.
     *
     * @throws IllegalArgumentException when it is malformed or too large
     */
    public static boolean isFormOf(String text, String pattern) {
        return compile(pattern).matches(text);
    }

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException when it is malformed or too large
     */
    static Pattern compile(String pattern) {
        try {
            Pattern compiled = Pattern.compile(pattern);
            if (compiled.programSize() <= ExpressionLimits.REGEX) {
                return compiled;
            }
        } catch (PatternSyntaxException malformed) {
            throw new IllegalArgumentException("is no regular expression", malformed);
        } catch (StackOverflowError tooDeep) {
            throw new IllegalArgumentException("is too large a regular expression", tooDeep);
        }
        throw new IllegalArgumentException("is too large a regular expression");
    }
}
