package dev.vestibule.flow.step.notice;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.schema.ExpressionType;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.step.StepType;

/** The keys of a step that shows a text. */
public final class NoticeType implements StepType<NoticeStep> {
    static final String KEY = "notice";

    private final Keys keys = new Keys("A step that shows a text.");
    private final Key<String> text =
            keys.required(KEY, Types.TEXT)
                    .means("the text of the page; its button continues the login.");
    private final Key<Boolean> once =
            keys.preset("once", Types.TRUTH, "false")
                    .means(
                            "whether a user who has read the text does not see it again; it is kept"
                                    + " with the account, so a user without an account sees it"
                                    + " each time. Another text is shown again.");
    private final Key<Expression> when =
            keys.optional("when", ExpressionType.CONDITION, "always")
                    .means("if it is false, the page is not shown; if it fails, it is shown.");

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Class<NoticeStep> kind() {
        return NoticeStep.class;
    }

    @Override
    public Section<NoticeStep> section() {
        return keys.reads(this::read);
    }

    private NoticeStep read(Fields fields) {
        if (fields.get(once) && fields.context().scope().steps().isEmpty()) {
            fields.error(
                    once,
                    "once before the first sign-in, where no account is known",
                    "once in a step after an authenticate step",
                    "Move the step behind the sign-in, or remove once.");
        }
        return new NoticeStep(
                fields.id(), fields.get(text), fields.get(once), fields.find(when).orElse(null));
    }
}
