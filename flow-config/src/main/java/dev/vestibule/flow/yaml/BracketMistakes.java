package dev.vestibule.flow.yaml;

import dev.vestibule.flow.yaml.SyntaxMistakes.Mistake;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mistakes between brackets, where YAML has no lines. */
record BracketMistakes(Lines lines) {
    private static final Pattern FLOW_VALUE = Pattern.compile(".*((?<=[:\\[,])\\s+)(?=[\"'])");
    private static final Pattern FLOW_END =
            Pattern.compile("(?:[^,\\[\\]{}\"']|\"[^\"]*\"|'[^']*'|\\[[^]]*])*");
    private static final Pattern NEXT_KEY = Pattern.compile("\\s+[\\w-]+$");

    /** Between brackets: one is not closed, or a comma is missing. */
    Optional<Mistake> explain(MarkedYamlEngineException failure, int line, int column) {
        if (!String.valueOf(failure.getContext()).contains("parsing a flow")) {
            return Optional.empty();
        }
        int begun = failure.getContextMark().map(Mark::getLine).orElse(line);
        String text = lines.at(begun);
        int from = Math.min(failure.getContextMark().map(Mark::getColumn).orElse(0), text.length());
        String open = text.substring(from);
        if (line != begun || column >= text.stripTrailing().length()) {
            String missing = new Brackets(open).missing();
            return missing.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Mistake(
                                    begun,
                                    from,
                                    "a " + open.charAt(0) + " that is not closed",
                                    "a closing bracket for each opening one",
                                    Mistake.write(text.strip() + missing)));
        }
        return Optional.of(insideFlow(text, line, Math.min(column, text.length())));
    }

    private Mistake insideFlow(String text, int line, int column) {
        String before = text.substring(0, column).stripTrailing();
        if (before.endsWith("\"") || before.endsWith("'")) {
            return quotesInFlow(text, line, before);
        }
        if (column < text.length() && "]}".indexOf(text.charAt(column)) >= 0) {
            return new Mistake(
                    line,
                    column,
                    "a " + text.charAt(column) + " that closes no bracket of its kind",
                    "a closing bracket for each opening one",
                    "Write the bracket that belongs to the opening one.");
        }
        if (before.endsWith(",")) {
            String rest = text.substring(before.length()).strip().replaceFirst("^,\\s*", "");
            return new Mistake(
                    line,
                    before.length(),
                    "a second comma",
                    "one comma between two values",
                    Mistake.write(
                            before.strip()
                                            .replaceFirst(
                                                    "(,\\s*)+$", rest.startsWith("]") ? "" : ", ")
                                    + rest));
        }
        Matcher next = NEXT_KEY.matcher(text.substring(0, column));
        String left = next.find() ? text.substring(0, next.start()).stripTrailing() : before;
        return new Mistake(
                line,
                left.length(),
                "no comma between two values",
                "a comma between the parts of a list, and between keys in one line",
                Mistake.write(left.strip() + ", " + text.substring(left.length()).strip()));
    }

    /** {@code when: "x" in y} between braces. */
    private static Mistake quotesInFlow(String text, int line, String before) {
        Matcher value = FLOW_VALUE.matcher(before);
        int start = value.find() ? value.end(1) : before.length();
        Matcher rest = FLOW_END.matcher(text).region(before.length(), text.length());
        int end = rest.lookingAt() ? rest.end() : text.length();
        String whole = text.substring(start, end).stripTrailing();
        return new Mistake(
                line,
                start,
                "a value that begins with a quote and continues behind the closing quote",
                "an expression that begins with a quote needs quotes around the whole",
                Mistake.write(
                        (text.substring(0, start)
                                        + WrittenLine.quoted(whole)
                                        + " "
                                        + text.substring(end))
                                .strip()));
    }
}
