package dev.vestibule.flow.expression;

/**
 * An expression failed while it was evaluated. The message names the expression and the kind of
 * failure, and there is no cause: both could carry a claim's value into a log.
 */
public final class ExpressionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ExpressionException(String message) {
        super(message);
    }
}
