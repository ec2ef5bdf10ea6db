package dev.vestibule.gateway.step.ask;

import dev.vestibule.flow.step.ask.AskField;
import dev.vestibule.gateway.http.Page;
import dev.vestibule.gateway.http.Texts;

import java.util.List;
import java.util.Locale;

/**
 * A form with the fields of the configuration.
 *
 * @param checked whether it is shown again, because some values are not accepted
 */
public record AskPage(List<Field> fields, boolean checked, Form form) implements Page {
    public AskPage {
        fields = List.copyOf(fields);
    }

    /**
     * One field.
     *
     * @param name by which conditions know it
     * @param value what was typed before, empty at first
     */
    public record Field(String name, AskField declared, String value) {
        private static final String PREFIX = "field.";

        /** Its id on the page, and its name in the form. */
        public String id() {
            return PREFIX + name;
        }

        /** The type of its input element (HTML, section 4.10.5); null where it is a list. */
        public String type() {
            return switch (declared.type()) {
                case EMAIL -> "email";
                case DATE -> "date";
                case TEXT, NUMBER, CHOICE -> "text";
            };
        }

        /** Its label in the user's language. */
        public String label(Texts texts) {
            return declared.required()
                    ? declared.label()
                    : texts.text("ask.optional", declared.label());
        }
    }

    /** Everything that is wrong, each at its field. */
    public List<Problem> problems(Texts texts) {
        return fields.stream()
                .filter(field -> checked && field.declared().refuses(field.value()))
                .map(field -> new Problem(text(texts, field), field.id()))
                .toList();
    }

    private static String text(Texts texts, Field field) {
        String kind =
                field.value().isBlank()
                        ? "missing"
                        : field.declared().type().name().toLowerCase(Locale.ROOT);
        return texts.text("ask.problem." + kind, field.declared().label());
    }

    @Override
    public String template() {
        return "ask/fields.jte";
    }

    @Override
    public boolean leadsElsewhere() {
        return true;
    }
}
