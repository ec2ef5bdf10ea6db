package dev.vestibule.flow.step.limitsessions;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.KeyTable.Named;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.step.Exits.Ends;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.StepOptions;
import dev.vestibule.flow.step.StepType;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** A user who has too many sessions chooses which of them to end. */
@KeyTable(
        """
        A step that limits how many sessions a user has at a time.
        | id | **required** | the name of the step in expressions.
        | limit-sessions | **required** | the limit. A user who would have more sessions chooses on a
          page which to end, or cancels the login.
        | when | always | if it is false, the sessions are not limited; if it fails, they are.
        """)
public record LimitSessionsStep(
        String id, @Named("limit-sessions") Limit limit, @Nullable Expression when)
        implements Step {
    private static final String KEY = "limit-sessions";

    /**
     * The limit.
     *
     * @param most the sessions of one user, with the one that the login starts
     */
    @KeyTable(
            """
            How many sessions a user has at a time.
            | most | **required** | the number of sessions, with the one that the login starts; from
              1 to 20.
            """)
    public record Limit(int most) {}

    /** Its kind. */
    public static StepType<LimitSessionsStep> type() {
        return new StepType<>(
                        KEY,
                        LimitSessionsStep.class,
                        Section.of(
                                LimitSessionsStep.class,
                                Map.of("id", Types.ID_TEXT, "most", Types.number(1, 20, 3))),
                        LimitSessionsStep::check)
                .ending(Ends.COMPLETED_OR_NOT);
    }

    /** Who has not proved everything must neither see the sessions of the user nor end them. */
    private static void check(Flow flow, StepOptions options, Findings findings) {
        boolean proofFollows = false;
        for (int index = flow.steps().size() - 1; index >= 0; index--) {
            Step step = flow.steps().get(index);
            if (step instanceof LimitSessionsStep && proofFollows) {
                findings.error(
                        flow.path() + "[" + index + "]." + KEY,
                        "limit-sessions before an authenticate step",
                        "limit-sessions behind the last authenticate step",
                        "Move it: its page shows the sessions of the user and ends them.");
            }
            proofFollows |= step.provesIdentity();
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

    @Override
    public int mostSessions() {
        return limit.most();
    }
}
