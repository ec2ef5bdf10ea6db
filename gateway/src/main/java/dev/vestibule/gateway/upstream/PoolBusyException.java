package dev.vestibule.gateway.upstream;

/** Every connection that may be open to an upstream is in use, and no place became free. */
public final class PoolBusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PoolBusyException() {
        super("no connection is free", null, false, false);
    }
}
