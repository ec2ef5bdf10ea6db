package dev.vestibule.gateway.upstream;

import org.jspecify.annotations.Nullable;

/** An upstream sent what is no answer to the request, or closed the connection before its end. */
final class BrokenAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param found in words that no upstream has chosen
     */
    BrokenAnswerException(String found, @Nullable Throwable cause) {
        super(found, cause, false, false);
    }
}
