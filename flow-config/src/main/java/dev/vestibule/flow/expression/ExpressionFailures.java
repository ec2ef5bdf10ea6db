package dev.vestibule.flow.expression;

import dev.vestibule.flow.problem.Place;

/** Hears of each expression that fails while it is evaluated, so that editors can learn of it. */
@FunctionalInterface
public interface ExpressionFailures {
    /** Hears of none. */
    ExpressionFailures UNHEARD = (_, _) -> {};

    /**
     * An expression has failed, and the stricter branch is taken.
     *
     * @param place where it is written
     * @param failure why, without the value of a claim
     */
    void failed(Place place, ExpressionException failure);
}
