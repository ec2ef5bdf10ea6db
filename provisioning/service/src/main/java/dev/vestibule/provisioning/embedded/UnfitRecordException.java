package dev.vestibule.provisioning.embedded;

/** A record is whole, yet cannot be applied to what is before it. */
final class UnfitRecordException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnfitRecordException(Exception cause) {
        super(cause);
    }
}
