package dev.vestibule.flow.step.deny;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.step.Step;

import org.jspecify.annotations.Nullable;

/** Refuses the login with a sentence for the page. */
public record DenyStep(String id, String message, @Nullable Expression when) implements Step {
    @Override
    public String kind() {
        return DenyType.KEY;
    }

    @Override
    public boolean ends() {
        return true;
    }
}
