package dev.vestibule.flow.expression;

import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelUnknownSet;
import dev.vestibule.flow.expression.SyntaxCheck.Read;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.ExpressionException;
import dev.vestibule.flow.expression.facts.Variable;
import dev.vestibule.flow.problem.Place;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A compiled condition or mapping of the YAML: typed, bounded, without input or output. Safe for
 * use by several threads.
 */
public final class Expression {
    private final String source;
    private final Read read;
    private final @Nullable Program program;
    private final List<Expression> addends;
    private final Consumer<ExpressionException> failed;

    Expression(String source, Read read, @Nullable Program program, List<Expression> addends) {
        this(source, read, program, addends, _ -> {});
    }

    private Expression(
            String source,
            Read read,
            @Nullable Program program,
            List<Expression> addends,
            Consumer<ExpressionException> failed) {
        this.failed = failed;
        this.source = source;
        this.read = read;
        this.program = program;
        this.addends = addends.isEmpty() ? List.of(this) : List.copyOf(addends);
    }

    /** A mapping without a value, and a condition that is never true. */
    public static Expression empty() {
        return replacing("", Set.of());
    }

    /**
     * Takes the place of an expression that was refused, so that reading can continue. Never goes
     * live.
     */
    public static Expression replacing(String source, Set<String> variables) {
        return new Expression(
                source,
                new Read(variables, new ClaimPaths(List.of(), true), Set.of(), Map.of(), List.of()),
                null,
                List.of());
    }

    /** The same expression as it is written at this place. */
    public Expression at(Place place, ExpressionCompiler.Failures failures) {
        boolean sum = addends.size() > 1;
        return new Expression(
                source,
                read,
                program,
                sum ? addends : List.of(),
                failure -> failures.failed(place, failure));
    }

    /** What is told of, and then taken for the stricter branch. */
    private <T> T told(Supplier<T> evaluation) {
        try {
            return evaluation.get();
        } catch (ExpressionException failure) {
            failed.accept(failure);
            throw failure;
        }
    }

    /** The text as written in the YAML. */
    public String source() {
        return source;
    }

    /** The top-level variables that the expression reads, for example {@code account}. */
    public Set<String> variables() {
        return read.variables();
    }

    /** Whether the expression reads anything of the request. */
    public boolean readsRequest() {
        return read.variables().contains(Variable.REQUEST.text())
                || read.variables().contains(Variable.USER_AGENT.text());
    }

    /** The ids of the steps that the expression reads. */
    public Set<String> steps() {
        return read.steps();
    }

    /** The texts that the expression compares with names. */
    public List<Comparison> comparisons() {
        return read.comparisons();
    }

    /** How old steps may be for the condition to hold, by their ids, as far as it says so. */
    public Map<String, Duration> ages() {
        return read.ages();
    }

    /**
     * The value of this expression as a condition.
     *
     * @throws ExpressionException when it cannot be evaluated; the caller takes the stricter branch
     */
    public boolean test(EvaluationContext facts) {
        return program != null && told(() -> program.truth(program.evaluated(facts, Set.of())));
    }

    /**
     * Whether a condition holds.
     *
     * @param when null holds always
     * @param failing what a condition is that cannot be evaluated: the stricter branch
     */
    public static boolean holds(
            @Nullable Expression when, EvaluationContext facts, boolean failing) {
        try {
            return when == null || when.test(facts);
        } catch (ExpressionException stricter) {
            return failing;
        }
    }

    /**
     * The value of this expression as a condition without a session: empty if it depends on the
     * user, so that a login is needed.
     *
     * @throws ExpressionException when it cannot be evaluated; the caller takes the stricter branch
     */
    public Optional<Boolean> testAnonymously(EvaluationContext facts) {
        if (program == null) {
            return Optional.of(false);
        }
        return told(() -> {
            Object result = program.evaluated(facts, Variable.OF_THE_IDENTITY);
            return result instanceof CelUnknownSet
                    ? Optional.empty()
                    : Optional.of(program.truth(result));
        });
    }

    /**
     * Whether the condition may hold after the user has signed in again through the same steps:
     * false when it is false, or fails, whatever they prove.
     */
    public boolean mayHoldAfterSignIn(EvaluationContext facts) {
        try {
            if (program == null) {
                return false;
            }
            Object result = program.evaluated(facts, Variable.OF_THE_STEPS);
            return result instanceof CelUnknownSet || program.truth(result);
        } catch (ExpressionException never) {
            return false;
        }
    }

    /**
     * The value of this expression as a condition if the login came past these steps, whatever else
     * is the case: empty if it depends on the rest, or may fail.
     *
     * @param connection id of the connection that verified the identity; null if it is not known
     * @param options the option of each completed step, by the step's id, and empty for one that
     *     the user has not completed; null if they are not known
     */
    public Optional<Boolean> testAfter(
            @Nullable String connection, @Nullable Map<String, Optional<String>> options) {
        if (program == null) {
            return Optional.empty();
        }
        Map<String, Object> known = new HashMap<>();
        if (connection != null) {
            known.put(Variable.CONNECTION.text(), connection);
        }
        if (options != null) {
            Map<String, Object> steps = new HashMap<>();
            options.forEach((id, option) -> steps.put(id, new Program.KnownStep(option)));
            known.put(Variable.STEPS.text(), steps);
        }
        return program.knowing(known);
    }

    /**
     * The value of this expression as a mapping: text, a long, a double, a boolean, an instant, a
     * list, a map, or empty when every claim that it reads is absent or null: then the provider
     * says that there is no value.
     *
     * @throws ExpressionException when it cannot be evaluated for another reason. One of several
     *     claims being absent is such a reason: it says nothing of the others
     */
    public Optional<Object> value(EvaluationContext facts) {
        if (program == null) {
            return Optional.empty();
        }
        return told(() -> value(program, facts));
    }

    private Optional<Object> value(Program running, EvaluationContext facts) {
        Object result = running.result(facts, Set.of());
        if (result == null && !read.claims().noneIn(facts.claims())) {
            String absent = read.claims().firstAbsentIn(facts.claims());
            throw running.absence("%s is absent, and it reads more than that".formatted(absent));
        }
        return result == null || result instanceof NullValue
                ? Optional.empty()
                : Optional.of(running.known(result));
    }

    /**
     * Whether a list of claims that the expression reads has a null among its values, which is left
     * out of what the expression sees.
     */
    public boolean readsGap(EvaluationContext facts) {
        return read.claims().gapIn(facts.claims());
    }

    /**
     * The lists whose sum the expression is, as expressions of their own; only itself when it is no
     * sum.
     */
    public List<Expression> addends() {
        return addends;
    }

    @Override
    public String toString() {
        return source;
    }
}
