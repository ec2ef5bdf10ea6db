package dev.vestibule.flow.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelUnknownSet;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A compiled condition or mapping of the YAML: typed, bounded, without input or output. Safe for
 * use by several threads.
 */
public final class Expression {
    private final String source;
    private final Read read;
    private final CelRuntime.@Nullable Program program;
    private final List<Expression> addends;

    Expression(
            String source,
            Read read,
            CelRuntime.@Nullable Program program,
            List<Expression> addends) {
        this.source = source;
        this.read = read;
        this.program = program;
        this.addends = addends.isEmpty() ? List.of(this) : List.copyOf(addends);
    }

    /**
     * What an expression reads.
     *
     * @param steps ids of steps
     */
    record Read(Set<String> variables, ClaimPaths claims, Set<String> steps) {}

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
                new Read(variables, new ClaimPaths(List.of(), true), Set.of()),
                null,
                List.of());
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

    /**
     * The value of this expression as a condition.
     *
     * @throws ExpressionException when it cannot be evaluated; the caller takes the stricter branch
     */
    public boolean test(EvaluationContext facts) {
        return program != null && truth(evaluated(facts, Set.of()));
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
        Object result = program == null ? false : evaluated(facts, Variable.OF_THE_IDENTITY);
        return result instanceof CelUnknownSet ? Optional.empty() : Optional.of(truth(result));
    }

    /**
     * Whether the condition may hold after the user has signed in again through the same steps:
     * false when it is false, or fails, whatever they prove.
     */
    public boolean mayHoldAfterSignIn(EvaluationContext facts) {
        try {
            Object result = program == null ? false : evaluated(facts, Variable.OF_THE_STEPS);
            return result instanceof CelUnknownSet || truth(result);
        } catch (ExpressionException never) {
            return false;
        }
    }

    /**
     * The value of this expression as a condition if these are the completed steps, whatever else
     * is the case: empty if it depends on the rest, or may fail.
     *
     * @param connection id of the connection that verified the identity
     * @param options the option of each completed step, by the step's id
     */
    public Optional<Boolean> testAfter(String connection, Map<String, String> options) {
        if (program == null) {
            return Optional.empty();
        }
        Map<String, Object> steps = new HashMap<>();
        options.forEach((id, option) -> steps.put(id, Map.of("option", option)));
        Map<String, Object> known =
                Map.of(Variable.STEPS.text(), steps, Variable.CONNECTION.text(), connection);
        try {
            Object result = program.eval(name -> Optional.ofNullable(known.get(name)));
            return result instanceof Boolean sure ? Optional.of(sure) : Optional.empty();
        } catch (CelEvaluationException | RuntimeException unknown) {
            return Optional.empty();
        }
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
        Object result = result(facts, Set.of());
        if (result == null && !read.claims().noneIn(facts.claims())) {
            String absent = read.claims().firstAbsentIn(facts.claims());
            throw new ExpressionException(
                    message("%s is absent, and it reads more than that".formatted(absent)), true);
        }
        return result == null || result instanceof NullValue
                ? Optional.empty()
                : Optional.of(known(result));
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

    private Object evaluated(EvaluationContext facts, Set<Variable> hidden) {
        Object result = result(facts, hidden);
        if (result == null) {
            throw failure("it reads something that is not there");
        }
        return result;
    }

    /** Null when something that the expression reads is absent. */
    private @Nullable Object result(EvaluationContext facts, Set<Variable> hidden) {
        try {
            return Objects.requireNonNull(program).eval(new VariableResolver(facts, hidden));
        } catch (CelEvaluationException failed) {
            if (failed.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND) {
                return null;
            }
            throw failure(ExpressionException.words(failed.getErrorCode()));
        } catch (ExpressionException unclear) {
            throw failure(String.valueOf(unclear.getMessage()));
        } catch (RuntimeException unexpected) {
            throw failure("it meets a value that it cannot use");
        } catch (StackOverflowError tooDeep) {
            // A claim that is nested without end must cost one login, not the process.
            throw failure("it meets a value that is nested too deep");
        }
    }

    private boolean truth(Object result) {
        if (known(result) instanceof Boolean truth) {
            return truth;
        }
        throw failure("it is neither true nor false");
    }

    private Object known(Object result) {
        if (result instanceof CelUnknownSet) {
            throw failure("it reads a variable that is not known yet");
        }
        return result;
    }

    private ExpressionException failure(String reason) {
        return new ExpressionException(message(reason));
    }

    private String message(String reason) {
        return "expression `" + source + "` failed: " + reason;
    }

    @Override
    public String toString() {
        return source;
    }
}
