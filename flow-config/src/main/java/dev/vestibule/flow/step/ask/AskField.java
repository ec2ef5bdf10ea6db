package dev.vestibule.flow.step.ask;

import static dev.vestibule.flow.problem.InvalidValue.unless;

import dev.vestibule.flow.address.EmailAddress;
import dev.vestibule.flow.evaluate.TypedText;
import dev.vestibule.flow.expression.Patterns;
import dev.vestibule.flow.problem.InvalidValue;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.Requirement;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One field of a form.
 *
 * @param pattern a regular expression (RE2) for the whole value; null for any
 * @param choices the values of a {@link Kind#CHOICE}
 */
@KeyTable(
        """
        A field of the form.
        | label | **required** | its label on the page.
        | type | `text` | the kind of value.
        | required | `false` | whether the user must fill it in.
        | pattern | any | for `text`: the regular expression (RE2) that the whole value must match.
        | choices | none | for `choice`: the values that the user chooses from.
        """)
public record AskField(
        String label, Kind type, boolean required, @Nullable String pattern, List<String> choices) {
    private static final ScalarType<String> PATTERN =
            new ScalarType<>("a regular expression (RE2)", ".*", AskField::pattern);
    private static final String NUMBER = "-?[0-9]{1,15}([.][0-9]{1,10})?";

    public AskField {
        choices = List.copyOf(choices);
    }

    /** What can be entered. */
    public enum Kind {
        TEXT,
        EMAIL,
        NUMBER,
        /** Year, month and day (ISO 8601), as browsers send it. */
        DATE,
        CHOICE
    }

    static Section<AskField> section() {
        return Section.of(AskField.class, Map.of("pattern", PATTERN))
                .requiring(Requirement.where("choices", "type", Types.word(Kind.CHOICE)))
                .checked(AskField::check);
    }

    private static String pattern(String text) throws InvalidValue {
        try {
            Patterns.isFormOf("", text);
            return text;
        } catch (IllegalArgumentException malformed) {
            unless(
                    false,
                    "which " + malformed.getMessage(),
                    "Write one of RE2, for example [0-9]+; it has no look-around.");
            throw new IllegalStateException(malformed);
        }
    }

    private void check(Fields fields) {
        if (!choices.isEmpty() && type != Kind.CHOICE) {
            fields.error(
                    "choices",
                    "choices of a field of type " + Types.word(type),
                    "choices with type: choice",
                    "Write type: choice, or remove the choices.");
        }
        if (pattern != null && type != Kind.TEXT) {
            fields.error(
                    "pattern",
                    "a pattern of a field of type " + Types.word(type),
                    "a pattern with type: text",
                    "Remove it: the type says the form.");
        }
    }

    /** What is kept of a typed value; empty for a blank, too long or invisible one. */
    public static Optional<String> text(String typed) {
        return TypedText.of(typed);
    }

    /** Whether the field does not take what was typed. */
    public boolean refuses(String typed) {
        if (typed.isBlank()) {
            return required;
        }
        return text(typed).filter(this::accepts).isEmpty();
    }

    private boolean accepts(String text) {
        return switch (type) {
            case TEXT -> pattern == null || Patterns.isFormOf(text, pattern);
            case EMAIL -> EmailAddress.of(text).isPresent();
            case NUMBER -> Patterns.isFormOf(text, NUMBER);
            case DATE -> isDate(text);
            case CHOICE -> choices.contains(text);
        };
    }

    private static boolean isDate(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeException malformed) {
            return false;
        }
    }
}
