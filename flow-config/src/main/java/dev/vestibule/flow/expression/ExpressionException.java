package dev.vestibule.flow.expression;

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
    ExpressionException(String message, boolean absence) {
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
}
