package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

/**
 * Who was verified, and by which connection.
 *
 * @param connection id of the connection that verified the identity
 * @param previous the identity's older link, proved by the same assertion: an account that has it
 *     and not {@code identity} is linked to {@code identity} instead; null when there is none
 */
public record VerifiedPerson(
        String connection, FederatedIdentity identity, @Nullable FederatedIdentity previous) {

    /** Without the subject, so that no log can carry it. */
    @Override
    public String toString() {
        return "VerifiedPerson[connection=%s]".formatted(connection);
    }
}
