package dev.vestibule.provisioning.directory;

import dev.vestibule.provisioning.api.ProvisioningFailure;

/** Carries an expected failure out of straight-line code to the one place that answers with it. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ProvisioningFailure failure;

    Refusal(ProvisioningFailure failure) {
        super(failure.detail(), null, false, false);
        this.failure = failure;
    }

    ProvisioningFailure failure() {
        return failure;
    }
}
