package dev.vestibule.flow.step.deny;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.KeyTable.Named;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.step.Exits.Ends;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.StepType;

import org.jspecify.annotations.Nullable;

/** Refuses the login with a sentence for the page. */
@KeyTable(
        """
        A step that refuses the login.
        | deny | **required** | the sentence that the page shows.
        | when | always | if it is false, the login continues; if it fails, the login is refused.
        """)
public record DenyStep(String id, @Named("deny") String message, @Nullable Expression when)
        implements Step {
    private static final String KEY = "deny";

    /** Its kind. */
    public static StepType<DenyStep> type() {
        return new StepType<>(KEY, DenyStep.class, Section.of(DenyStep.class)).ending(Ends.REFUSED);
    }

    @Override
    public String kind() {
        return KEY;
    }

    @Override
    public boolean ends() {
        return true;
    }
}
