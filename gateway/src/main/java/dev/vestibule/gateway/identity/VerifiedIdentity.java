package dev.vestibule.gateway.identity;

import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.FederatedIdentity;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A federated identity and its claims after every check has passed.
 *
 * @param connection id of the connection or factor that verified it
 * @param issuer the identity provider's issuer identifier
 * @param subject the provider's identifier for the user
 * @param authenticatedAt when the provider authenticated the user, else when we verified
 * @param amr authentication methods that the provider reports (RFC 8176), empty when it reports
 *     none
 * @param login the sign-in at the provider; null where there is none to end, and in sessions, which
 *     keep it themselves
 */
public record VerifiedIdentity(
        String connection,
        String issuer,
        String subject,
        Claims claims,
        Instant authenticatedAt,
        List<String> amr,
        @Nullable ProviderLogin login) {
    public VerifiedIdentity {
        amr = List.copyOf(amr);
    }

    /** An identity without a sign-in that could be ended elsewhere. */
    public VerifiedIdentity(
            String connection,
            String issuer,
            String subject,
            Claims claims,
            Instant authenticatedAt,
            List<String> amr) {
        this(connection, issuer, subject, claims, authenticatedAt, amr, null);
    }

    /** The identity of a user who has signed in to an account without an identity provider. */
    public static VerifiedIdentity ofAccount(
            String factor, Account account, Instant at, List<String> amr) {
        FederatedIdentity own = FederatedIdentity.ofAccount(account.id());
        return new VerifiedIdentity(
                factor, own.issuer(), own.subject(), new Claims(Map.of()), at, amr);
    }

    /** Whether it is an account itself, and no identity provider's. */
    public boolean isAccount() {
        return issuer.equals(FederatedIdentity.ACCOUNT_ISSUER);
    }

    /** What a session keeps of the identity: these claims. */
    VerifiedIdentity keeping(Claims other) {
        return new VerifiedIdentity(connection, issuer, subject, other, authenticatedAt, amr);
    }
}
