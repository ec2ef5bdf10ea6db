package dev.vestibule.flow.expression;

import dev.vestibule.flow.expression.Compilation.Issue;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An expression as other languages have it, with {@code and}, {@code =} or curly quotes. */
record Habits(String source) {
    private static final Map<String, String> MEANT =
            Map.of(
                    "and", "&&", "or", "||", "is", "==", "is not", "!=", "=", "==", "===", "==",
                    "!==", "!=", "<>", "!=", "not", "!");

    private static final Pattern PART =
            Pattern.compile(
                    "\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'"
                            + "|[\u201c\u201d\u201e]([^\u201c\u201d\u201e\"]*)[\u201c\u201d\u201e]"
                            + "|[\u2018\u2019\u201a]([^\u2018\u2019\u201a']*)[\u2018\u2019\u201a]"
                            + "|(?<![.\\w])(?:and|or|is\\s+not|is|not(?=\\s*\\()|(not))(?!\\w)"
                            + "|!==|===|<>|(?<![=!<>])=(?![=>])");

    private static final Pattern ALL_NEGATED =
            Pattern.compile("not\\s+([^(](?:(?!\\b(?:and|or)\\b|&&|\\|\\|).)*)", Pattern.DOTALL);
    private static final Pattern IN_BRACES =
            Pattern.compile("\\s*(?:\\$\\{\\{?|\\{\\{|%\\{)(.*?)}}?\\s*", Pattern.DOTALL);

    /**
     * The habit behind an expression that cannot be read.
     *
     * @param readable whether a text can be read as an expression
     */
    Optional<Issue> issue(Predicate<String> readable) {
        Matcher braces = IN_BRACES.matcher(source);
        if (braces.matches()) {
            String inner = new Habits(braces.group(1).strip()).written();
            return Optional.of(issue(0, "brackets around the expression", write(inner, readable)));
        }
        return PART.matcher(source)
                .results()
                .filter(part -> isHabit(part.group()))
                .findFirst()
                .flatMap(first -> issue(first, readable));
    }

    private Optional<Issue> issue(MatchResult first, Predicate<String> readable) {
        String word = first.group().replaceAll("\\s+", " ");
        String fixed = written();
        String meant = MEANT.get(word);
        String found = meant == null ? "curly quotes" : "%s in place of %s".formatted(word, meant);
        boolean known = readable.test(fixed);
        return known || word.equals("not")
                ? Optional.of(issue(first.start(), found, write(fixed, readable)))
                : Optional.empty();
    }

    private static String write(String fixed, Predicate<String> readable) {
        return readable.test(fixed)
                ? "Write " + fixed.replaceAll("\\s*\n\\s*", " ")
                : "Write && for and, || for or, == for equal, and !( ) around what is not to be.";
    }

    private Issue issue(int offset, String found, String remedy) {
        String before = source.substring(0, offset);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.codePointCount(before.lastIndexOf('\n') + 1, before.length());
        return new Issue(line, column, found, IssueTexts.CEL, remedy);
    }

    private static boolean isHabit(String part) {
        return part.charAt(0) != '"' && part.charAt(0) != '\'';
    }

    /** The expression as it is written here. */
    private String written() {
        Matcher negated = ALL_NEGATED.matcher(source.strip());
        String text = negated.matches() ? "!(" + negated.group(1) + ")" : source;
        return PART.matcher(text).replaceAll(part -> Matcher.quoteReplacement(written(part)));
    }

    private static String written(MatchResult part) {
        String text = part.group();
        if (!isHabit(text)) {
            return text;
        }
        String curly = part.group(1) == null ? part.group(2) : part.group(1);
        if (curly != null) {
            return "\"" + curly + "\"";
        }
        // Where what is negated ends is not known.
        return part.group(3) == null
                ? MEANT.getOrDefault(text.replaceAll("\\s+", " "), text)
                : text;
    }
}
