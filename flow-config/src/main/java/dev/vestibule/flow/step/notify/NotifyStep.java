package dev.vestibule.flow.step.notify;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.ExpressionException;
import dev.vestibule.flow.schema.ExpressionType;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.KeyTable.Named;
import dev.vestibule.flow.schema.LineType;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.step.EarlyStep;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.StepType;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;

/** Sends a mail to the address of the user's account. */
@KeyTable(
        """
        A step that sends a mail to the address of the user's account, without a page. It needs
        `mail`.
        | id | **required** | the name of the step in expressions.
        | notify | **required** | the mail.
        | when | always | if it is false, no mail is sent; if it fails, the mail is sent.
        """)
public record NotifyStep(String id, @Named("notify") Mail mail, @Nullable Expression when)
        implements Step {
    private static final String KEY = "notify";
    private static final int LONGEST_SUBJECT = 150;
    private static final int LONGEST_TEXT = 4_000;
    private static final ScalarType<String> SUBJECT =
            LineType.of(
                    "one line of up to 150 characters",
                    LONGEST_SUBJECT,
                    "which is no such line",
                    "Write the subject in one line.");

    /** What a mail that cannot be sent means. */
    public enum OnError {
        /** The login goes on; the log says it. */
        CONTINUE,
        /** The login is refused. */
        DENY
    }

    /**
     * The mail.
     *
     * @param subject the same for every user, so that nothing that a user sends is in a header
     */
    @KeyTable(
            """
            A mail in plain text. At most five are sent to one account, and to one address, within an
            hour.
            | subject | **required** | the subject, the same in every mail.
            | text | **required** | an expression that results in the text. Control characters in
              it are sent as `?`, and a text of more than 4000 characters is not sent.
            | on-error | `continue` | what it means that no mail is sent: because there is no account
              or address, the limit is reached, the text fails or the mail server refuses. With
              `continue` the login does not wait for the mail server; with `deny` the login is
              refused then.
            """)
    public record Mail(String subject, Expression text, OnError onError) {}

    /** Its kind. */
    public static StepType<NotifyStep> type() {
        return new StepType<>(
                KEY,
                NotifyStep.class,
                Section.of(
                                NotifyStep.class,
                                Map.of(
                                        "id",
                                        Types.ID_TEXT,
                                        "subject",
                                        SUBJECT,
                                        "text",
                                        new ExpressionType(ResultKind.TEXT)))
                        .checked((_, fields) -> EarlyStep.check(fields, KEY)));
    }

    /** The text of the mail to the user of a login; empty when there is none. */
    public Optional<String> text(EvaluationContext facts) {
        try {
            return mail.text()
                    .value(facts)
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .filter(text -> !text.isBlank() && text.length() <= LONGEST_TEXT)
                    .map(text -> text.replace("\r\n", "\n").replaceAll("[\\p{Cc}&&[^\n\t]]", "?"));
        } catch (ExpressionException nothingSent) {
            return Optional.empty();
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
