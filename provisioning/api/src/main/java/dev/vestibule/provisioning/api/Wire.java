package dev.vestibule.provisioning.api;

/**
 * What is known about the connection between the nodes of an event bus. Only the code that
 * configures the bus knows it: the bus does not tell.
 */
public enum Wire {
    /**
     * Others may read it, so that no typed password leaves its process. Also where there is none.
     */
    PLAIN,
    /** Every node encrypts and authenticates ({@code EventBusOptions.setSsl} with client keys). */
    ENCRYPTED
}
