package dev.vestibule.gateway.http;

/**
 * Something that the gateway needs did not answer, and the same step can be tried again.
 *
 * @param form what the button sends
 * @param reference name of this failure in the log
 */
public record RetryPage(FailureKind kind, Form form, String reference) implements Page {

    @Override
    public String template() {
        return "retry.jte";
    }

    @Override
    public boolean leadsElsewhere() {
        return true;
    }
}
