package dev.vestibule.flow.step.set;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.ExpressionException;
import dev.vestibule.flow.schema.EntryMap;
import dev.vestibule.flow.schema.ExpressionType;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.KeyTable.Named;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.step.EarlyStep;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.StepType;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Gives names to values that later steps and rules use, without a page.
 *
 * @param values an expression that results in text for each name
 */
@KeyTable(
        """
        A step that gives names to values, without a page. Later steps and rules read them as
        `steps.ID.values.NAME`.
        | id | **required** | the name of the step in expressions.
        | set | **required** | an expression that results in text for each name. If it fails, or has no
          value or one of more than 500 characters, the name has no value: an expression that reads
          it fails too.
        | when | always | if it is false, nothing is set; if it fails, the values are set.
        """)
public record SetStep(
        String id, @Named("set") Map<String, Expression> values, @Nullable Expression when)
        implements Step {
    private static final String KEY = "set";
    private static final int LONGEST = 500;
    private static final int MOST = 20;
    private static final EntryMap<Expression> VALUES =
            EntryMap.byId(new ExpressionType(ResultKind.TEXT))
                    .called("names, each with an expression: text");

    public SetStep {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Its kind. */
    public static StepType<SetStep> type() {
        return new StepType<>(
                KEY,
                SetStep.class,
                Section.of(SetStep.class, Map.of("id", Types.ID_TEXT, KEY, VALUES))
                        .checked(SetStep::check));
    }

    private void check(Fields fields) {
        EarlyStep.check(fields, KEY);
        if (values.isEmpty() && fields.sound(KEY) || values.size() > MOST) {
            fields.error(
                    KEY,
                    values.size() + " values",
                    "from 1 to " + MOST + " values",
                    "Add one, or use several steps.");
        }
    }

    /** The values of a login: those that are known, each by its name. */
    public Map<String, String> evaluated(EvaluationContext facts) {
        Map<String, String> known = new LinkedHashMap<>();
        values.forEach((name, expression) ->
                text(expression, facts).ifPresent(text -> known.put(name, text)));
        return known;
    }

    private static Optional<String> text(Expression expression, EvaluationContext facts) {
        try {
            return expression
                    .value(facts)
                    .filter(value -> value instanceof String text && text.length() <= LONGEST)
                    .map(String.class::cast);
        } catch (ExpressionException failed) {
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
