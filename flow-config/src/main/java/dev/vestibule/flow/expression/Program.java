package dev.vestibule.flow.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelUnknownSet;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.ExpressionException;
import dev.vestibule.flow.expression.facts.Variable;
import dev.vestibule.flow.expression.facts.VariableResolver;

import org.jspecify.annotations.Nullable;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs a compiled expression. What goes wrong is told without a value.
 *
 * @param source the expression
 */
record Program(String source, CelRuntime.Program program) {
    /** The value as a condition with these variables alone; empty if it depends on others. */
    Optional<Boolean> knowing(Map<String, Object> known) {
        try {
            Object result = program.eval(name -> Optional.ofNullable(known.get(name)));
            return result instanceof Boolean sure ? Optional.of(sure) : Optional.empty();
        } catch (CelEvaluationException | RuntimeException unknown) {
            return Optional.empty();
        }
    }

    /**
     * A step of which nothing but its option is known. Reading another member fails; whether a
     * member is there is known, except for one that is there during a login only.
     */
    static final class KnownStep extends AbstractMap<String, Object> {
        private static final String OPTION = "option";
        private static final String AUTHENTICATED = "authenticated";
        private static final String FAILURES = "failures";
        private final Optional<String> option;

        /**
         * @param option empty for a step that the user has not completed
         */
        KnownStep(Optional<String> option) {
            this.option = option;
        }

        @Override
        public Object get(@Nullable Object key) {
            if (OPTION.equals(key) && option.isPresent()) {
                return option.get();
            }
            if (AUTHENTICATED.equals(key) && option.isEmpty()) {
                return false;
            }
            throw CelAttributeNotFoundException.of("not known: " + key);
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            if (FAILURES.equals(key)) {
                throw CelAttributeNotFoundException.of("not known: " + key);
            }
            return option.isPresent() || AUTHENTICATED.equals(key);
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            throw CelAttributeNotFoundException.of("not known");
        }
    }

    Object evaluated(EvaluationContext facts, Set<Variable> hidden) {
        Object result = result(facts, hidden);
        if (result == null) {
            throw failure("it reads something that is not there");
        }
        return result;
    }

    /** Null when something that the expression reads is absent. */
    @Nullable Object result(EvaluationContext facts, Set<Variable> hidden) {
        try {
            return program.eval(new VariableResolver(facts, hidden));
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

    boolean truth(Object result) {
        if (known(result) instanceof Boolean truth) {
            return truth;
        }
        throw failure("it is neither true nor false");
    }

    Object known(Object result) {
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

    ExpressionException absence(String reason) {
        return new ExpressionException(message(reason), true);
    }
}
