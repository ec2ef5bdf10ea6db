package dev.vestibule.flow.yaml;

import dev.vestibule.flow.problem.Place;
import dev.vestibule.flow.problem.Problems;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What editors get wrong first, found in the lines at which the parser gave up. */
record SyntaxMistakes(Lines lines) {
    private static final int REACH = 40;
    private static final Pattern NO_SPACE =
            Pattern.compile("(\\s*(?:-\\s+)*)([a-z][\\w-]*):(\\S.*)");
    private static final Pattern NO_COLON =
            Pattern.compile(
                    "(\\s*(?:-\\s+)*)([a-z][\\w-]*)(?:[ \\t]+=?>?[ \\t]*([^:]*(?::\\S.*)?))?");
    private static final Pattern MEANT =
            Pattern.compile("[&*][\\w-]+(\\s.*)?|!!\\w+(\\s.*)?|!\\w+\\s.+|[|>][+-]?[0-9]?");

    /**
     * One mistake.
     *
     * @param line from 0
     * @param column from 0
     * @param remedy ends with the line as it should be
     */
    record Mistake(int line, int column, String found, String allowed, String remedy) {
        /** The remedy: the line as it should be. */
        static String write(String fixed) {
            return "Write " + Masks.line(fixed);
        }

        /** Reports it in the file of this place. */
        void report(Problems problems, Place file) {
            problems.error(file.moved(line + 1, column + 1), found, allowed, remedy);
        }
    }

    /** The mistake behind a failure of the parser; empty where none of the usual ones is there. */
    Optional<Mistake> explain(MarkedYamlEngineException failure) {
        int line = failure.getProblemMark().map(Mark::getLine).orElse(0);
        int column = failure.getProblemMark().map(Mark::getColumn).orElse(0);
        int context = failure.getContextMark().map(Mark::getLine).orElse(line);
        String problem = String.valueOf(failure.getProblem());
        IndentationMistakes indentation = new IndentationMistakes(lines);
        return Stream.<Optional<Mistake>>of(
                        indentation.space(line),
                        indentation.space(line - 1),
                        new StrayMarks(lines).explain(line),
                        openQuote(line, context),
                        new BracketMistakes(lines).explain(failure, line, column),
                        comment(line),
                        escape(line, problem),
                        begins(line),
                        colonInside(line, problem),
                        begins(line - 1),
                        colon(line, problem),
                        indentation.indentation(line, problem),
                        new StrayMarks(lines).start(line, column, problem))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The mistake in a line whose value begins as no plain value can. */
    Optional<Mistake> begins(int line) {
        return lines.written(line).flatMap(text -> begins(text, line));
    }

    private Optional<Mistake> begins(WrittenLine text, int line) {
        if (text.beginsWith("\"'")) {
            int end = text.closingQuote() + 1;
            return end == 0 || end == text.value().length()
                    ? Optional.empty()
                    : Optional.of(afterQuote(text, line, end));
        }
        if (text.value().startsWith("{{")
                || text.beginsWith("!&*@`%|>") && !MEANT.matcher(text.value()).matches()) {
            return Optional.of(reserved(text, line, String.valueOf(text.value().charAt(0))));
        }
        int close = text.beginsWith("[{") ? new Brackets(text.value()).end() : 0;
        String rest = close > 0 ? text.value().substring(close + 1) : "";
        if (!rest.isEmpty() && rest.matches("[]}, ]*")) {
            return Optional.of(
                    new Mistake(
                            line,
                            text.column() + close + 1,
                            rest + " behind the bracket that closes the value",
                            "a closing bracket for each opening one",
                            Mistake.write(text.with(text.value().substring(0, close + 1)))));
        }
        return !rest.isEmpty()
                ? Optional.of(reserved(text, line, String.valueOf(text.value().charAt(0))))
                : Optional.empty();
    }

    private Mistake afterQuote(WrittenLine text, int line, int end) {
        String rest = text.value().substring(end).strip();
        if (rest.equals(",") || rest.equals(";")) {
            return new Mistake(
                    line,
                    text.column() + end,
                    "a " + (rest.equals(",") ? "comma" : "semicolon") + " behind the value",
                    "the value alone",
                    Mistake.write(text.with(text.value().substring(0, end))));
        }
        return new Mistake(
                line,
                text.column(),
                "a value that begins with a quote and continues behind the closing quote",
                "an expression that begins with a quote needs quotes around the whole",
                Mistake.write(text.quoted()));
    }

    /** A comment as other languages have it. */
    private Optional<Mistake> comment(int failed) {
        return Stream.of(failed, lines.above(failed))
                .filter(line -> lines.at(line).strip().startsWith("//"))
                .findFirst()
                .map(line ->
                        new Mistake(
                                line,
                                Masks.indent(lines.at(line)),
                                "a line that begins with //",
                                "comments that begin with #",
                                "Write # in place of //."));
    }

    private Optional<Mistake> escape(int line, String problem) {
        return problem.contains("escape")
                ? lines.written(line)
                        .filter(text -> text.beginsWith("\"") && text.closingQuote() > 0)
                        .map(text ->
                                new Mistake(
                                        line,
                                        text.column(),
                                        "a backslash before a character that needs none",
                                        "single quotes around a text with backslashes",
                                        Mistake.write(
                                                text.with(
                                                        "'"
                                                                + text.value()
                                                                        .substring(
                                                                                1,
                                                                                text.closingQuote())
                                                                + "'"))))
                : Optional.empty();
    }

    private Mistake reserved(WrittenLine text, int line, String first) {
        return new Mistake(
                line,
                text.column(),
                "a value that begins with " + first + ", which has a meaning of its own in YAML",
                "a value that begins with " + first + " needs quotes around the whole",
                Mistake.write(text.quoted()));
    }

    /** A quote that is closed in no line up to the failure; the nearest above. */
    private Optional<Mistake> openQuote(int failed, int context) {
        for (int line = Math.min(failed, lines.all().size() - 1);
                line >= Math.max(0, failed - REACH);
                line--) {
            Optional<WrittenLine> text = lines.written(line).filter(each -> each.beginsWith("\"'"));
            if (text.isPresent() && text.get().closingQuote() < 0) {
                String quote = text.get().value().substring(0, 1);
                boolean closed = line < failed && closedBefore(line, failed, quote);
                return closed && context != line
                        ? Optional.empty()
                        : Optional.of(
                                new Mistake(
                                        line,
                                        text.get().column(),
                                        "a quote that is not closed",
                                        "a value with a quote at both ends",
                                        Mistake.write(
                                                text.get().with(text.get().value() + quote))));
            }
        }
        return Optional.empty();
    }

    /** Whether the quote is closed at the end of a line in between, as that of a long text is. */
    private boolean closedBefore(int line, int failed, String quote) {
        return lines.all().subList(line + 1, Math.min(failed + 1, lines.all().size())).stream()
                .anyMatch(each -> each.strip().endsWith(quote) && !each.contains(": "));
    }

    /** {@code title: Example: x}. */
    private Optional<Mistake> colonInside(int line, String problem) {
        return problem.contains("mapping values")
                ? lines.written(line)
                        .filter(text -> !text.key().isEmpty() && !text.beginsWith("[{\"'"))
                        .filter(text -> text.value().contains(": ") || text.value().endsWith(":"))
                        .map(text ->
                                new Mistake(
                                        line,
                                        text.column(),
                                        "a value with a colon and a space in it",
                                        "such a value in quotes",
                                        Mistake.write(text.quoted())))
                : Optional.empty();
    }

    /** A key without its colon, or without the space behind it. */
    private Optional<Mistake> colon(int failed, String problem) {
        boolean key = problem.contains("mapping values") || problem.contains("expected ':'");
        return key
                ? Stream.of(lines.above(failed), failed)
                        .filter(line -> line >= 0 && !lines.at(line).contains(": "))
                        .map(line -> colon(lines.at(line), line))
                        .flatMap(Optional::stream)
                        .findFirst()
                : Optional.empty();
    }

    private Optional<Mistake> colon(String text, int line) {
        Matcher space = NO_SPACE.matcher(text);
        if (space.matches()) {
            return Optional.of(
                    new Mistake(
                            line,
                            space.end(2),
                            "no space behind the colon",
                            "a key, a colon, a space and the value",
                            Mistake.write(
                                    space.group(1).stripLeading()
                                            + space.group(2)
                                            + ": "
                                            + space.group(3))));
        }
        Matcher colon = NO_COLON.matcher(text.stripTrailing());
        if (!colon.matches()) {
            return Optional.empty();
        }
        String value = colon.group(3) == null ? "" : " " + colon.group(3);
        return Optional.of(
                new Mistake(
                        line,
                        colon.end(2),
                        "a key without a colon",
                        "a key, a colon, a space and the value",
                        Mistake.write(
                                colon.group(1).stripLeading() + colon.group(2) + ":" + value)));
    }
}
