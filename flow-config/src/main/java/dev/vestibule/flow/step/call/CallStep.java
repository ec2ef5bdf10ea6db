package dev.vestibule.flow.step.call;

import dev.vestibule.flow.expression.AnswerType;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.KeyTable.Named;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.step.EarlyStep;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.StepType;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** Asks another server for a decision, without a page. */
@KeyTable(
        """
        A step that asks another server for a decision, without a page. Later steps and rules read
        its answer as `steps.ID.answer.NAME`; the server is asked once in a login.
        | id | **required** | the name of the step in expressions.
        | call | **required** | what is sent, and what the answer must look like.
        | when | always | if it is false, nothing is sent; if it fails, the call is made.
        """)
public record CallStep(String id, @Named("call") Call call, @Nullable Expression when)
        implements Step {
    private static final String KEY = "call";

    /** Its kind. */
    public static StepType<CallStep> type() {
        return new StepType<>(
                KEY,
                CallStep.class,
                Section.of(CallStep.class, Map.of("id", Types.ID_TEXT, KEY, Call.section()))
                        .checked((_, fields) -> EarlyStep.check(fields, KEY)));
    }

    @Override
    public String kind() {
        return KEY;
    }

    @Override
    public boolean needsUser() {
        return true;
    }

    @Override
    public Map<String, AnswerType> answer() {
        return call.shape().types();
    }
}
