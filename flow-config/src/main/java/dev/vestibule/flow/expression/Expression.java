package dev.vestibule.flow.expression;

import java.util.Optional;
import java.util.Set;

/** A compiled condition or mapping of the YAML: typed, bounded, without input or output. */
public interface Expression {

    /** The text as it stands in the YAML. */
    String source();

    /** The top-level variables that the expression reads, for example {@code account}. */
    Set<String> variables();

    /**
     * The value of this expression as a condition.
     *
     * @throws ExpressionException when it cannot be evaluated; the caller takes the stricter branch
     */
    boolean test(Facts facts);

    /**
     * The value of this expression as a condition for somebody who is not signed in: empty when it
     * depends on who they are, so that only a login can tell.
     *
     * @throws ExpressionException when it cannot be evaluated; the caller takes the stricter branch
     */
    Optional<Boolean> testAnonymously(Facts facts);

    /**
     * The value of this expression as a mapping: text, a long, a double, a boolean, an instant, a
     * list, a map, or empty when the claim that it reads is absent or null.
     *
     * @throws ExpressionException when it cannot be evaluated for another reason
     */
    Optional<Object> value(Facts facts);
}
