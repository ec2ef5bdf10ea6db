package dev.vestibule.flow.problem;

/**
 * A value cannot be used. The message says why without repeating the value, which may have come
 * from a secret place.
 */
public final class InvalidValue extends Exception {
    private static final long serialVersionUID = 1L;
    private final String remedy;

    public InvalidValue(String reason, String remedy) {
        super(reason);
        this.remedy = remedy;
    }

    /** Throws where a value is not as it has to be. */
    public static void unless(boolean right, String reason, String remedy) throws InvalidValue {
        if (!right) {
            throw new InvalidValue(reason, remedy);
        }
    }

    /** What to do. */
    public String remedy() {
        return remedy;
    }
}
