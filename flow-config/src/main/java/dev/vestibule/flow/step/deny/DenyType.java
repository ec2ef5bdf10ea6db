package dev.vestibule.flow.step.deny;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.schema.ExpressionType;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.step.StepType;

/** The keys of a step that refuses the login. */
public final class DenyType implements StepType<DenyStep> {
    static final String KEY = "deny";

    private final Keys keys = new Keys("A step that refuses the login.");
    private final Key<String> message =
            keys.required(KEY, Types.TEXT).means("the sentence that the page shows.");
    private final Key<Expression> when =
            keys.optional("when", ExpressionType.CONDITION, "always")
                    .means(
                            "if it is false, the login continues; if it fails, the login is refused.");

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Class<DenyStep> kind() {
        return DenyStep.class;
    }

    @Override
    public Section<DenyStep> section() {
        return keys.reads(fields ->
                new DenyStep(fields.id(), fields.get(message), fields.find(when).orElse(null)));
    }
}
