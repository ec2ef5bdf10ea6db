package dev.vestibule.flow.parse;

import java.util.OptionalInt;

/**
 * Which characters of the file a value takes; lines and columns from 0, the end exclusive.
 *
 * @param form how the text relates to those characters
 */
record Span(int fromLine, int fromColumn, int toLine, int toColumn, Form form) {

    /** How a value's text is written. */
    enum Form {
        /** Character for character from the start. */
        EXACT,
        /** The same, after an opening quote. */
        QUOTED,
        /** Line for line below the start, indented. */
        BLOCK,
        /** With escapes or folded lines: only the start is known. */
        CHANGED
    }

    boolean covers(int line, int column) {
        return from(line).isPresent()
                && column >= from(line).getAsInt()
                && (line < toLine || column < toColumn);
    }

    /** The first column that the value takes of this line, or empty when it takes none. */
    OptionalInt from(int line) {
        if (line < fromLine || line > toLine) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(line == fromLine ? fromColumn : 0);
    }
}
