package dev.vestibule.gateway.proxy;

/** An upstream took a request and did not begin to answer it in time. */
final class NoResponseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoResponseException() {
        super("no response in time", null, false, false);
    }
}
