package dev.vestibule.flow.parse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The text of one file. It shows only what somebody has read as a value that is no secret: a
 * mistyped {@code client-secert} must not put the secret on a terminal.
 */
final class SourceText {
    private static final String MASK = "***";
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/\\s]*@");

    private final List<String> lines;
    private final List<Span> values = new ArrayList<>();
    private final Set<Span> shown = new HashSet<>();
    private boolean readable = true;

    SourceText(String text) {
        this.lines = text.lines().toList();
    }

    /** A part of the file that is hidden until it is shown. */
    void add(Span span) {
        values.add(span);
    }

    void show(Span span) {
        shown.add(span);
    }

    /** Nothing of a file can be shown whose values are not known. */
    void unreadable() {
        readable = false;
    }

    /** The indentation of the first line below that has content. */
    int indentBelow(int line) {
        return lines.stream()
                .skip(line + 1L)
                .filter(each -> !each.isBlank())
                .findFirst()
                .map(each -> each.length() - each.stripLeading().length())
                .orElse(0);
    }

    /** A line that is safe to show, or empty. */
    Optional<String> line(int number) {
        int line = number - 1;
        if (!readable || line < 0 || line >= lines.size()) {
            return Optional.empty();
        }
        return Optional.of(USER_INFO.matcher(masked(line).stripTrailing()).replaceAll(MASK + "@"));
    }

    private String masked(int line) {
        String text = withoutComment(line);
        List<Span> hidden =
                values.stream()
                        .filter(span -> !shown.contains(span) && span.from(line).isPresent())
                        .sorted(Comparator.comparingInt(Span::fromColumn).reversed())
                        .toList();
        StringBuilder masked = new StringBuilder(text);
        for (Span span : hidden) {
            int from = offset(text, span.from(line).orElse(0));
            int to = span.toLine() == line ? offset(text, span.toColumn()) : text.length();
            if (from < to) {
                masked.replace(from, to, MASK);
            }
        }
        return masked.toString();
    }

    private String withoutComment(int line) {
        String text = lines.get(line);
        for (int at = text.indexOf('#'); at >= 0; at = text.indexOf('#', at + 1)) {
            int column = text.codePointCount(0, at);
            boolean begins = at == 0 || Character.isWhitespace(text.charAt(at - 1));
            if (begins && values.stream().noneMatch(span -> span.covers(line, column))) {
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
