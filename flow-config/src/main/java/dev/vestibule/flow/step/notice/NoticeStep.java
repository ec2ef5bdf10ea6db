package dev.vestibule.flow.step.notice;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.step.Step;

import org.jspecify.annotations.Nullable;

/**
 * Show a text and go on when the user says so.
 *
 * @param once whether an account that has read this text does not see it again
 */
public record NoticeStep(String id, String text, boolean once, @Nullable Expression when)
        implements Step {
    @Override
    public String kind() {
        return NoticeType.KEY;
    }
}
