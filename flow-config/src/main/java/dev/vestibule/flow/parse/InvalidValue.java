package dev.vestibule.flow.parse;

/**
 * A value cannot be used. The message says why without repeating the value, which may have come
 * from a secret place.
 */
final class InvalidValue extends Exception {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    InvalidValue(String reason, String remedy) {
        super(reason);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
