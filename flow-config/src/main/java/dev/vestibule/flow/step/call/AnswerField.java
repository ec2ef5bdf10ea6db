package dev.vestibule.flow.step.call;

import static dev.vestibule.flow.problem.InvalidValue.unless;

import dev.vestibule.flow.expression.AnswerType;
import dev.vestibule.flow.problem.InvalidValue;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Section;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One value of an answer.
 *
 * @param at the member of the answer that has it, with the objects around it before it and dots
 *     between them; null for the member of its own name
 */
@KeyTable(
        """
        One value of the answer, in short its type.
        | type | **required** | the type of the value; `int` has at most 64 bits, `text` at most 500
          characters, `texts` at most 20 of these.
        | at | the member with its name | the member of the JSON object, for example `data.score` for
          the member `score` of the object `data`.
        """)
record AnswerField(AnswerType type, @Nullable String at) {
    private static final Pattern PATH =
            Pattern.compile("[A-Za-z0-9_@-]{1,64}([.][A-Za-z0-9_@-]{1,64}){0,7}");
    private static final ScalarType<String> MEMBER =
            new ScalarType<>(
                    "names of members with dots between them", "member", AnswerField::member);

    static Section<AnswerField> section() {
        return Section.of(AnswerField.class, Map.of("at", MEMBER))
                .orShort("one of bool, int, double, text, texts; or the keys of a value", "type");
    }

    private static String member(String text) throws InvalidValue {
        unless(
                PATH.matcher(text).matches(),
                "which is no such name",
                "Write data.score, for example.");
        return text;
    }

    /** The value in an answer; empty where it is missing or has another type. */
    Optional<Object> in(Map<String, Object> json, String name) {
        Object value = json;
        for (String member : at == null ? List.of(name) : List.of(at.split("[.]"))) {
            value = value instanceof Map<?, ?> object ? object.get(member) : null;
        }
        return type.of(value);
    }
}
