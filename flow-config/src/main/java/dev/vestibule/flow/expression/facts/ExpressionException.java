package dev.vestibule.flow.expression.facts;

import dev.cel.common.CelErrorCode;

/**
 * An expression failed while it was evaluated. The message names the expression and the kind of
 * failure, and there is no cause: both could carry a claim's value into a log.
 */
public final class ExpressionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean absence;

    public ExpressionException(String message) {
        this(message, false);
    }

    /**
     * @param absence whether something that the expression reads is absent
     */
    public ExpressionException(String message, boolean absence) {
        super(message);
        this.absence = absence;
    }

    /**
     * Whether it failed because something that it reads is absent, and not because of what was
     * there.
     */
    public boolean isAbsence() {
        return absence;
    }

    /** What CEL could not do. */
    public static String words(CelErrorCode code) {
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
}
