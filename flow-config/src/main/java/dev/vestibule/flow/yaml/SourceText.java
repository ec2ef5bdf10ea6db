package dev.vestibule.flow.yaml;

import dev.vestibule.flow.problem.SourceLines.Excerpt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The text of one file. It hides what was read as a secret, and what may be one among the values
 * that nothing has read: a mistyped {@code client-secert} must not put the secret on a terminal.
 */
public final class SourceText {
    private static final int LONGEST = 300;

    private final List<String> lines;
    private final Map<Integer, List<Span>> values = new HashMap<>();
    private final Set<Span> shown = new HashSet<>();
    private boolean readable = true;

    SourceText(String text) {
        this.lines = text.lines().toList();
    }

    /** A part of the file that is hidden until it is shown. */
    void add(Span span) {
        for (int line = span.fromLine(); line <= span.toLine(); line++) {
            values.computeIfAbsent(line, _ -> new ArrayList<>()).add(span);
        }
    }

    public void show(Span span) {
        shown.add(span);
    }

    /** The values of the file are not known, so that lines are masked by what they look like. */
    void unreadable() {
        readable = false;
    }

    public boolean isReadable() {
        return readable;
    }

    List<String> lines() {
        return lines;
    }

    /**
     * The line with another text for one of its values, as the editor would write it; empty where
     * the value is longer than a line.
     */
    public Optional<String> rewritten(Span span, String text) {
        int line = span.fromLine();
        if (line != span.toLine() || line >= lines.size() || lines.get(line).length() > LONGEST) {
            return Optional.empty();
        }
        String written = lines.get(line);
        String fixed =
                written.substring(0, offset(written, span.fromColumn()))
                        + text
                        + written.substring(offset(written, span.toColumn()));
        return Optional.of(Masks.line(fixed).strip());
    }

    /** The indentation of the first line below that has content. */
    public int indentBelow(int line) {
        return lines.stream()
                .skip(line + 1L)
                .filter(each -> !each.isBlank())
                .findFirst()
                .map(each -> each.length() - each.stripLeading().length())
                .orElse(0);
    }

    /** A line that is safe to show, with the place of a column in it, or empty. */
    Optional<Excerpt> excerpt(int number, int column) {
        int line = number - 1;
        if (line < 0 || line >= lines.size() || lines.get(line).length() > LONGEST) {
            return Optional.empty();
        }
        if (!readable) {
            return Masks.line(lines, line)
                    .map(text -> new Excerpt(text.stripTrailing(), offset(text, column - 1)));
        }
        String text = withoutComment(line);
        List<Span> hidden =
                values.getOrDefault(line, List.of()).stream()
                        .filter(span -> !shown.contains(span))
                        .sorted(Comparator.comparingInt(span -> -span.from(line).orElse(0)))
                        .toList();
        StringBuilder masked = new StringBuilder(text);
        int caret = offset(text, column - 1);
        for (Span span : hidden) {
            int from = offset(text, span.from(line).orElse(0));
            int to = span.toLine() == line ? offset(text, span.toColumn()) : text.length();
            if (from < to) {
                masked.replace(from, to, Masks.MASK);
                caret = moved(caret, from, to);
            }
        }
        return Optional.of(new Excerpt(masked.toString().stripTrailing(), caret));
    }

    /** Where a place is once the characters between have been masked. */
    private static int moved(int place, int from, int to) {
        if (place <= from) {
            return place;
        }
        return place < to ? from : place - (to - from) + Masks.MASK.length();
    }

    private String withoutComment(int line) {
        String text = lines.get(line);
        List<Span> spans = values.getOrDefault(line, List.of());
        for (int at = text.indexOf('#'); at >= 0; at = text.indexOf('#', at + 1)) {
            int column = text.codePointCount(0, at);
            boolean begins = at == 0 || Character.isWhitespace(text.charAt(at - 1));
            if (begins && spans.stream().noneMatch(span -> span.covers(line, column))) {
                return text.substring(0, at);
            }
        }
        return text;
    }

    private static int offset(String text, int column) {
        int characters = text.codePointCount(0, text.length());
        return text.offsetByCodePoints(0, Math.min(column, characters));
    }
}
