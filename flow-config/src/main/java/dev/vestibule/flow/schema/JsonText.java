package dev.vestibule.flow.schema;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes maps, lists, text, numbers and Booleans as JSON (RFC 8259), indented. */
public final class JsonText {
    private static final String INDENT = "  ";

    private JsonText() {}

    /** The document, with a line break at its end. */
    public static String of(Object value) {
        return written(value, "") + "\n";
    }

    private static String written(Object value, String indent) {
        String inner = indent + INDENT;
        return switch (value) {
            case Map<?, ?> map when map.isEmpty() -> "{}";
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(each ->
                                    inner
                                            + quoted(String.valueOf(each.getKey()))
                                            + ": "
                                            + written(each.getValue(), inner))
                            .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
            case List<?> list when list.stream().noneMatch(JsonText::isLong) ->
                    list.stream()
                            .map(each -> written(each, ""))
                            .collect(Collectors.joining(", ", "[", "]"));
            case List<?> list ->
                    list.stream()
                            .map(each -> inner + written(each, inner))
                            .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
            case String text -> quoted(text);
            default -> String.valueOf(value);
        };
    }

    private static boolean isLong(Object value) {
        return value instanceof Map<?, ?> || value instanceof List<?>;
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars()
                .forEach(letter -> {
                    if (letter == '"' || letter == '\\') {
                        quoted.append('\\').append((char) letter);
                    } else if (letter < ' ' || letter > '~') {
                        quoted.append("\\u%04x".formatted(letter));
                    } else {
                        quoted.append((char) letter);
                    }
                });
        return quoted.append('"').toString();
    }
}
