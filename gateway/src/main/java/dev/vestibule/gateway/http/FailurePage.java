package dev.vestibule.gateway.http;

import org.jspecify.annotations.Nullable;

/**
 * Something failed.
 *
 * @param sentence the configuration's own sentence in place of the standard one, or null
 * @param next the address of the next step
 * @param reference name of this failure in the log
 */
public record FailurePage(
        FailureKind kind, @Nullable String sentence, String next, String reference)
        implements Page {

    @Override
    public String template() {
        return "failure.jte";
    }
}
