package dev.vestibule.provisioning.embedded;

/** Why the embedded directory cannot start, as one sentence for the user who starts it. */
public final class EmbeddedDirectoryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** The reason. */
    public enum Reason {
        /** The address is taken, unknown, or the system permits no listening there. */
        ADDRESS_UNUSABLE,
        /** Another process serves the same data folder. */
        DATA_IN_USE,
        /** The data folder holds a record that cannot be read, or belongs to another tree. */
        DATA_BROKEN,
        /** The data folder cannot be created, read or written. */
        DATA_UNUSABLE,
        /** A distinguished name or another setting makes no sense. */
        SETTINGS_INVALID
    }

    EmbeddedDirectoryException(Reason reason, String sentence, Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    /** The reason, for callers that distinguish reasons. */
    public Reason reason() {
        return reason;
    }
}
