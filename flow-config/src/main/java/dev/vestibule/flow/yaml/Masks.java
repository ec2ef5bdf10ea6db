package dev.vestibule.flow.yaml;

import dev.vestibule.flow.problem.Nearest;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a file must not be shown: the values of keys that name a secret, also of mistyped ones,
 * and values that look like one.
 */
final class Masks {
    static final String MASK = "***";

    private static final List<String> SECRET =
            List.of("secret", "password", "passphrase", "token", "credential", "private");
    private static final Set<String> SHORT = Set.of("key", "keys", "pass", "passwd", "pin", "pwd");
    private static final Pattern LETTERS = Pattern.compile("[A-Za-z]+");
    private static final Pattern MIXED =
            Pattern.compile("(?=.*[0-9])(?=.*[A-Za-z])[^\\s./:,\\[\\]{}()\"'$]{8,}");
    private static final Pattern IN_A_URL = Pattern.compile(".*://.*[@?].*", Pattern.DOTALL);
    private static final Pattern LONG = Pattern.compile("[A-Za-z0-9+/=_.~-]{32,}");
    private static final Pattern TOKEN = Pattern.compile("[^\\s,\\[\\]{}()\"']+");
    private static final Pattern REST_OF_KEY = Pattern.compile("[A-Za-z0-9_.-]*[\"']?\\s*:");
    private static final int FAR = 2;

    private Masks() {}

    /** Whether a value below this path, or beside this text, may be a secret. */
    static boolean namesSecret(String text) {
        return text.contains("?")
                || LETTERS.matcher(text).results().anyMatch(word -> isSecret(word.group()));
    }

    private static boolean isSecret(String written) {
        String word = written.toLowerCase(java.util.Locale.ROOT);
        return SHORT.contains(word)
                || SECRET.stream().anyMatch(each -> word.contains(each) || isNear(word, each));
    }

    private static boolean isNear(String word, String secret) {
        return Math.abs(word.length() - secret.length()) <= FAR
                && word.charAt(0) == secret.charAt(0)
                && Nearest.distance(word, secret) <= FAR;
    }

    /** Whether the value itself looks like a secret. */
    static boolean looksSecret(String value) {
        return value.contains("-----BEGIN")
                || IN_A_URL.matcher(value).matches()
                || TOKEN.matcher(value).results().anyMatch(each -> isRandom(each.group()));
    }

    private static boolean isRandom(String token) {
        return MIXED.matcher(token).matches() || LONG.matcher(token).matches();
    }

    /**
     * A line of a file that could not be read, without what may be secret; empty for a line of a
     * value whose key is above it.
     */
    static Optional<String> line(List<String> lines, int number) {
        int indent = indent(lines.get(number));
        for (int above = number - 1; above >= 0 && indent > 0; above--) {
            String line = lines.get(above);
            if (!line.isBlank() && indent(line) < indent) {
                indent = indent(line);
                if (namesSecret(line)) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(line(lines.get(number)));
    }

    /** The line with everything masked that may be secret. */
    static String line(String written) {
        String line = withoutComment(written);
        Matcher word = LETTERS.matcher(line);
        while (word.find()) {
            if (isSecret(word.group())) {
                int value = valueAfter(line, word.end());
                if (value >= 0) {
                    return masked(line, value);
                }
            }
        }
        return TOKEN.matcher(line)
                .replaceAll(found ->
                        looksSecret(found.group())
                                ? MASK
                                : Matcher.quoteReplacement(found.group()));
    }

    /** Where the value of a key begins that has a word up to this place; -1 for no key. */
    private static int valueAfter(String line, int end) {
        Matcher colon = REST_OF_KEY.matcher(line).region(end, line.length());
        if (colon.lookingAt()) {
            return colon.end();
        }
        return line.lastIndexOf(':', end) < 0 ? Math.max(end, line.indexOf(' ', end)) : -1;
    }

    /** The line up to the value; a reference is no secret. */
    private static String masked(String line, int start) {
        String value = line.substring(start).strip().replaceAll("^[\"']|[\"',}\\] ]+$", "");
        return value.isEmpty() || References.isReference(value + (value.contains("{") ? "}" : ""))
                ? line
                : line.substring(0, start) + " " + MASK;
    }

    /** A comment may tell anything. */
    private static String withoutComment(String line) {
        int start = line.startsWith("#") ? 0 : Math.max(line.indexOf(" #"), line.indexOf("\t#"));
        return start < 0 ? line : line.substring(0, start);
    }

    static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
