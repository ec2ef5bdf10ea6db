package dev.vestibule.provisioning.api;

/** A message from another node cannot be read. Names the field at fault, never its value. */
public final class WireFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WireFormatException(String message) {
        super(message);
    }
}
