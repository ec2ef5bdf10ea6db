package dev.vestibule.provisioning.bus;

/** A message that cannot cross the wire. Names the field at fault, never its value. */
final class WireFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WireFormatException(String message) {
        super(message);
    }
}
