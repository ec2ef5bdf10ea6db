package dev.vestibule.gateway.outbound;

/** Why a call has no answer that can be used. Its message is for the log and quotes no answer. */
public final class OutboundFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    public OutboundFailure(Kind kind, String detail) {
        super(detail, null, false, false);
        this.kind = kind;
    }

    /** What is wrong. */
    public Kind kind() {
        return kind;
    }

    /** Kinds of failures. */
    public enum Kind {
        /** The server cannot be reached or is too slow. */
        UNAVAILABLE,
        /** The request cannot be written, or the answer is none that is taken. */
        GARBLED
    }
}
