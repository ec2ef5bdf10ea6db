package dev.vestibule.flow.graph;

import java.util.ArrayList;
import java.util.List;

/** Text in a picture. */
final class Labels {
    /** Takes the place of a character that cannot be seen, or that turns the text round. */
    static final int REPLACEMENT = 0xfffd;

    private Labels() {}

    static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }

    /** The text in lines of about this length, broken at spaces; at most so many of them. */
    static List<String> wrapped(String text, int length, int most) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > length) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        List<String> cut = lines.stream().map(each -> shortened(each, length * 2)).toList();
        if (cut.size() <= most) {
            return cut;
        }
        List<String> first = new ArrayList<>(cut.subList(0, most - 1));
        first.add("…");
        return first;
    }

    private static String shortened(String text, int most) {
        int points = text.codePointCount(0, text.length());
        return points <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }

    /** The text in an XML document. */
    static String xml(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints()
                .forEach(point -> {
                    switch (point) {
                        case '<' -> escaped.append("&lt;");
                        case '>' -> escaped.append("&gt;");
                        case '&' -> escaped.append("&amp;");
                        case '"' -> escaped.append("&quot;");
                        case '\'' -> escaped.append("&#39;");
                        default -> escaped.appendCodePoint(isVisible(point) ? point : REPLACEMENT);
                    }
                });
        return escaped.toString();
    }
}
