package dev.vestibule.flow.expression;

/**
 * An expression failed while it was evaluated; its message names the expression, never a claim's
 * value.
 */
public final class ExpressionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ExpressionException(String message, Throwable cause) {
        super(message, cause);
    }
}
