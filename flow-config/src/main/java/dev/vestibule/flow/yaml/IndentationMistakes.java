package dev.vestibule.flow.yaml;

import dev.vestibule.flow.yaml.SyntaxMistakes.Mistake;
import dev.vestibule.provisioning.vocabulary.Counted;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Mistakes before the first character of a line. */
record IndentationMistakes(Lines lines) {
    private static final int REACH = 40;
    private static final Pattern SPACES =
            Pattern.compile("^[ ]*[\\t\\u00a0\\u2000-\\u200b\\u3000]");

    /** A tab, or a space of another kind, where lines are indented. */
    Optional<Mistake> space(int line) {
        String text = lines.at(line);
        Matcher odd = SPACES.matcher(text);
        return odd.find()
                ? Optional.of(
                        new Mistake(
                                line,
                                odd.end() - 1,
                                text.charAt(odd.end() - 1) == '\t'
                                        ? "a tab in the indentation"
                                        : "a space in the indentation that is no plain space",
                                "spaces, two for each level",
                                "Indent the line with spaces"
                                        + lines.shown(line).replace('\u00a0', ' ')))
                : Optional.empty();
    }

    /** A line that is indented as no line above is. */
    Optional<Mistake> indentation(int line, String problem) {
        boolean deeper = problem.contains("mapping values");
        boolean item = problem.contains("'-'") || problem.contains("sequence");
        if (!deeper && !problem.contains("<block end>") && !problem.contains("<document start>")) {
            return Optional.empty();
        }
        String text = lines.at(line);
        int indent = Masks.indent(text);
        Optional<Mistake> inColumn = inColumnOfDash(line, text, indent);
        if (inColumn.isPresent()) {
            return inColumn;
        }
        return lines.above(line) < 0
                        || text.isBlank()
                        || indent == Masks.indent(lines.at(lines.above(line)))
                ? Optional.empty()
                : nearest(line, indent, item && !deeper)
                        .map(right ->
                                new Mistake(
                                        line,
                                        indent,
                                        Counted.of(indent, "space")
                                                + " before this line, which fits no line"
                                                + " above",
                                        "the same indentation for what is on one level",
                                        "Write %s before it%s"
                                                .formatted(
                                                        Counted.of(right, "space"),
                                                        lines.shown(line))));
    }

    /** A key that belongs to the item above and begins below its dash. */
    private Optional<Mistake> inColumnOfDash(int line, String text, int indent) {
        String above = lines.at(lines.above(line));
        boolean below =
                above.strip().startsWith("- ")
                        && Masks.indent(above) == indent
                        && !text.strip().startsWith("-");
        return below
                ? WrittenLine.of(above)
                        .map(item ->
                                new Mistake(
                                        line,
                                        indent,
                                        "a key below the dash of the item",
                                        "the keys of an item below its first key",
                                        "Write %s before it%s"
                                                .formatted(
                                                        Counted.of(item.head().length(), "space"),
                                                        lines.shown(line))))
                : Optional.empty();
    }

    /** The indentation of a line above that is nearest; that of an item is one of an item. */
    private Optional<Integer> nearest(int line, int indent, boolean item) {
        return lines.all().subList(Math.max(0, line - REACH), line).stream()
                .filter(each -> !each.isBlank() && !each.strip().startsWith("#"))
                .filter(each -> !item || each.strip().startsWith("-"))
                .flatMap(each -> levels(each, item))
                .filter(level -> level != indent)
                .reduce((one, other) ->
                        Math.abs(other - indent) <= Math.abs(one - indent) ? other : one);
    }

    private static Stream<Integer> levels(String text, boolean item) {
        int indent = Masks.indent(text);
        int key = WrittenLine.of(text).map(each -> each.head().length()).orElse(indent);
        return item ? Stream.of(indent) : Stream.of(indent, key);
    }
}
