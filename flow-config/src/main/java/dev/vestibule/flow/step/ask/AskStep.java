package dev.vestibule.flow.step.ask;

import static dev.vestibule.flow.problem.InvalidValue.unless;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.Patterns;
import dev.vestibule.flow.problem.InvalidValue;
import dev.vestibule.flow.schema.EntryMap;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.KeyTable.Named;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.UrlTypes;
import dev.vestibule.flow.step.EarlyStep;
import dev.vestibule.flow.step.Exits.Ends;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.StepType;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Ask the user for consent, or for details. */
@KeyTable(
        """
        A step that asks the user for consent or for details.
        | id | **required** | the name of the step in expressions.
        | ask | **required** | what the user is asked for: `consent` or `fields`.
        | when | always | if it is false, the user is not asked; if it fails, the user is asked.
        """)
public record AskStep(String id, @Named("ask") Ask ask, @Nullable Expression when) implements Step {
    private static final String KEY = "ask";
    private static final int MOST_FIELDS = 20;
    private static final ScalarType<String> VERSION =
            new ScalarType<>(
                    "up to 40 letters, digits, dots, hyphens and _", "1", AskStep::version);
    private static final EntryMap<AskField> FIELDS =
            EntryMap.byId(AskField.section()).called("names of fields, each with its keys");

    /**
     * What the user is asked for: one of both.
     *
     * @param consent null where the user fills in fields
     * @param fields by the names that conditions know them by
     */
    @KeyTable(
            """
            What the user is asked for, either of the two.
            | consent | none | the text that the user must agree to. It is kept with the account; a
              user without an account is asked at each login.
            | fields | none | the fields of a form; later steps and rules read the texts as
              `steps.ID.values.FIELD`. A field that is left empty has no value.
            """)
    public record Ask(@Nullable Consent consent, Map<String, AskField> fields) {
        public Ask {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /**
     * A text that the user agrees to.
     *
     * @param link null where the text is complete
     */
    @KeyTable(
            """
            A text that the user must agree to; a user who declines is not signed in.
            | version | **required** | the version of the text; the user is asked again when it
              changes.
            | text | **required** | the text, or the name of the document that the link leads to.
            | link | none | where the document is.
            """)
    public record Consent(String version, String text, @Nullable URI link) {}

    /** Its kind. */
    public static StepType<AskStep> type() {
        return new StepType<>(
                        KEY,
                        AskStep.class,
                        Section.of(
                                        AskStep.class,
                                        Map.of(
                                                "id",
                                                Types.ID_TEXT,
                                                "version",
                                                VERSION,
                                                "link",
                                                UrlTypes.WEBHOOK,
                                                "fields",
                                                FIELDS))
                                .checked(AskStep::check))
                .ending(Ends.COMPLETED_OR_NOT);
    }

    private static String version(String text) throws InvalidValue {
        unless(
                Patterns.isFormOf(text, "[A-Za-z0-9._-]{1,40}"),
                "which is no such version",
                "Write a number or a date, for example 2026-11.");
        return text;
    }

    private void check(Fields written) {
        EarlyStep.check(written, KEY);
        int fields = ask.fields().size();
        if (written.sound(KEY) && (ask.consent() == null) == (fields == 0)) {
            written.error(
                    KEY,
                    fields == 0 ? "neither consent nor fields" : "both consent and fields",
                    "exactly one of consent, fields",
                    "Write one step for each.");
        }
        if (fields > MOST_FIELDS) {
            written.error(
                    KEY,
                    fields + " fields",
                    "at most " + MOST_FIELDS + " fields",
                    "Ask for less, or in several steps.");
        }
    }

    @Override
    public String kind() {
        return KEY;
    }

    @Override
    public boolean needsUser() {
        return true;
    }
}
