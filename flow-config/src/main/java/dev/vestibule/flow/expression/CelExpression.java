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
import java.util.Optional;
import java.util.Set;

/** A CEL program with the text that it came from. Safe for use by several threads. */
final class CelExpression implements Expression {
    private final String source;
    private final Set<String> variables;
    private final ClaimPaths claims;
    private final CelRuntime.Program program;
    private final List<Expression> addends;

    CelExpression(String source, Read read, CelRuntime.Program program, List<Expression> addends) {
        this.source = source;
        this.variables = Set.copyOf(read.variables());
        this.claims = read.claims();
        this.addends = List.copyOf(addends);
        this.program = program;
    }

    /** What an expression reads. */
    record Read(Set<String> variables, ClaimPaths claims) {}

    @Override
    public String source() {
        return source;
    }

    @Override
    public Set<String> variables() {
        return variables;
    }

    @Override
    public boolean test(EvaluationContext facts) {
        return truth(evaluated(facts, true));
    }

    @Override
    public Optional<Boolean> testAnonymously(EvaluationContext facts) {
        Object result = evaluated(facts, false);
        return result instanceof CelUnknownSet ? Optional.empty() : Optional.of(truth(result));
    }

    @Override
    public Optional<Boolean> testAfter(String connection, Map<String, String> options) {
        Map<String, Object> steps = new HashMap<>();
        options.forEach((id, option) -> steps.put(id, Map.of("option", option)));
        Map<String, Object> known =
                Map.of(
                        Variable.STEPS.text(), steps, //
                        Variable.CONNECTION.text(), connection);
        try {
            return program.eval(name -> Optional.ofNullable(known.get(name)))
                            instanceof Boolean sure
                    ? Optional.of(sure)
                    : Optional.empty();
        } catch (CelEvaluationException | RuntimeException unknown) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Object> value(EvaluationContext facts) {
        Object result = result(facts, true);
        if (result == null && !claims.noneIn(facts.claims())) {
            String absent = claims.firstAbsentIn(facts.claims());
            throw new ExpressionException(
                    message("%s is absent, and it reads more than that".formatted(absent)), true);
        }
        return result == null || result instanceof NullValue
                ? Optional.empty()
                : Optional.of(known(result));
    }

    @Override
    public boolean readsGap(EvaluationContext facts) {
        return claims.gapIn(facts.claims());
    }

    @Override
    public List<Expression> addends() {
        return addends.isEmpty() ? List.of(this) : addends;
    }

    private Object evaluated(EvaluationContext facts, boolean identity) {
        Object result = result(facts, identity);
        if (result == null) {
            throw failure("it reads something that is not there");
        }
        return result;
    }

    /** Null when something that the expression reads is absent. */
    private @Nullable Object result(EvaluationContext facts, boolean identity) {
        try {
            return program.eval(new VariableResolver(facts, identity));
        } catch (CelEvaluationException failed) {
            if (failed.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND) {
                return null;
            }
            throw failure(words(failed.getErrorCode()));
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

    private static String words(CelErrorCode code) {
        return switch (code) {
            case INDEX_OUT_OF_BOUNDS -> "it reads a place that the list does not have";
            case DIVIDE_BY_ZERO -> "it divides by zero";
            case NUMERIC_OVERFLOW -> "a number is too large";
            case ITERATION_BUDGET_EXCEEDED -> "it goes through too many values";
            case OVERLOAD_NOT_FOUND -> "a value has another type than the expression expects";
            case BAD_FORMAT, INVALID_ARGUMENT -> "a value has the wrong form";
            case ATTRIBUTE_NOT_FOUND -> "it reads something that is not there";
            case INTERNAL_ERROR, DUPLICATE_ATTRIBUTE, AMBIGUOUS_OVERLOAD, TYPE_NOT_FOUND ->
                    "it meets a value that it cannot use";
        };
    }

    @Override
    public String toString() {
        return source;
    }
}
