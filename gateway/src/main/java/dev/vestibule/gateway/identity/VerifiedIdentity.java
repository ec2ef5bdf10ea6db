package dev.vestibule.gateway.identity;

import java.time.Instant;
import java.util.List;

/**
 * A federated identity and its claims after every check has passed.
 *
 * @param connection id of the connection that verified it
 * @param issuer the identity provider's issuer identifier
 * @param subject the provider's identifier for the user
 * @param authenticatedAt when the provider authenticated the user, else when we verified
 * @param amr authentication methods that the provider reports (RFC 8176), empty when it reports
 *     none
 */
public record VerifiedIdentity(
        String connection,
        String issuer,
        String subject,
        Claims claims,
        Instant authenticatedAt,
        List<String> amr) {
    public VerifiedIdentity {
        amr = List.copyOf(amr);
    }

    /** The same identity with other claims. */
    public VerifiedIdentity saying(Claims other) {
        return new VerifiedIdentity(connection, issuer, subject, other, authenticatedAt, amr);
    }
}
