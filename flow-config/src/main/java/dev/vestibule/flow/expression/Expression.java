package dev.vestibule.flow.expression;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A compiled condition or mapping of the YAML: typed, bounded, without input or output. */
public interface Expression {

    /** The text as written in the YAML. */
    String source();

    /** The top-level variables that the expression reads, for example {@code account}. */
    Set<String> variables();

    /**
     * The value of this expression as a condition.
     *
     * @throws ExpressionException when it cannot be evaluated; the caller takes the stricter branch
     */
    boolean test(EvaluationContext facts);

    /**
     * The value of this expression as a condition without a session: empty if it depends on the
     * user, so that a login is needed.
     *
     * @throws ExpressionException when it cannot be evaluated; the caller takes the stricter branch
     */
    Optional<Boolean> testAnonymously(EvaluationContext facts);

    /**
     * The value of this expression as a condition if these are the completed steps, whatever else
     * is the case: empty if it depends on the rest, or may fail.
     *
     * @param connection id of the connection that verified the identity
     * @param options the option of each completed step, by the step's id
     */
    Optional<Boolean> testAfter(String connection, Map<String, String> options);

    /**
     * The value of this expression as a mapping: text, a long, a double, a boolean, an instant, a
     * list, a map, or empty when every claim that it reads is absent or null: then the provider
     * says that there is no value.
     *
     * @throws ExpressionException when it cannot be evaluated for another reason. One of several
     *     claims being absent is such a reason: it says nothing of the others
     */
    Optional<Object> value(EvaluationContext facts);

    /**
     * Whether a list of claims that the expression reads has a null among its values, which is left
     * out of what the expression sees.
     */
    default boolean readsGap(EvaluationContext facts) {
        return false;
    }

    /**
     * The lists whose sum the expression is, as expressions of their own; only itself when it is no
     * sum.
     */
    default List<Expression> addends() {
        return List.of(this);
    }
}
