package dev.vestibule.flow.yaml;

import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which characters of the file a value takes; lines and columns from 0, the end exclusive.
 *
 * @param form how the text relates to those characters
 */
public record Span(int fromLine, int fromColumn, int toLine, int toColumn, Form form) {

    /** How a value's text is written. */
    public enum Form {
        /** Character for character from the start. */
        EXACT,
        /** The same, after an opening quote. */
        QUOTED,
        /** Line for line below the start, indented. */
        BLOCK,
        /** With escapes or folded lines: only the start is known. */
        CHANGED
    }

    static Span of(ScalarEvent event) {
        Mark from = mark(event.getStartMark());
        Mark to = mark(event.getEndMark());
        return new Span(
                from.getLine(),
                from.getColumn(),
                to.getLine(),
                to.getColumn(),
                form(event, to.getIndex() - from.getIndex()));
    }

    private static Form form(ScalarEvent event, int written) {
        if (event.isLiteral()) {
            return Form.BLOCK;
        }
        boolean oneLine =
                mark(event.getStartMark()).getLine() == mark(event.getEndMark()).getLine();
        int length = event.getValue().codePointCount(0, event.getValue().length());
        if (!oneLine || event.isFolded()) {
            return Form.CHANGED;
        }
        if (event.isPlain()) {
            return written == length ? Form.EXACT : Form.CHANGED;
        }
        return written == length + 2 ? Form.QUOTED : Form.CHANGED;
    }

    /** A mark that is there, since the reader asks for them. */
    static Mark mark(Optional<Mark> mark) {
        return mark.orElseThrow(() -> new IllegalStateException("marks are switched on"));
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
