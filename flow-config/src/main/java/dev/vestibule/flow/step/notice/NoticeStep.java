package dev.vestibule.flow.step.notice;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.KeyTable.Named;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.StepType;

import org.jspecify.annotations.Nullable;

/**
 * Show a text and go on when the user says so.
 *
 * @param once whether an account that has read this text does not see it again
 */
@KeyTable(
        """
        A step that shows a text.
        | notice | **required** | the text of the page; its button continues the login.
        | once | `false` | whether a user who has read the text does not see it again; it is kept with
          the account, so a user without an account sees it each time. Another text is shown again.
        | when | always | if it is false, the page is not shown; if it fails, it is shown.
        """)
public record NoticeStep(
        String id, @Named("notice") String text, boolean once, @Nullable Expression when)
        implements Step {
    private static final String KEY = "notice";

    /** Its kind. */
    public static StepType<NoticeStep> type() {
        return new StepType<>(
                KEY, NoticeStep.class, Section.of(NoticeStep.class).checked(NoticeStep::checkOnce));
    }

    private void checkOnce(Fields fields) {
        if (once && fields.context().scope().steps().isEmpty()) {
            fields.error(
                    "once",
                    "once before the first sign-in, where no account is known",
                    "once in a step after an authenticate step",
                    "Move the step behind the sign-in, or remove once.");
        }
    }

    @Override
    public String kind() {
        return KEY;
    }
}
