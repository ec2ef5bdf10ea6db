package dev.vestibule.gateway.login;

import dev.vestibule.gateway.identity.ProviderLogin;
import dev.vestibule.gateway.identity.VerifiedIdentity;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** How a connection asks its provider again about a user whose session lasts. */
public interface ProviderGrants {

    /** How long sessions last while the provider does not answer. */
    Duration grace();

    /**
     * Uses the grant. Fails with {@link AuthenticationFailure}, with {@code ACCESS_DENIED} where
     * the provider takes it back.
     *
     * @param known what the session has of the user
     */
    Future<Renewed> renew(ProviderLogin login, VerifiedIdentity known);

    /** Tells the provider that the grant is not needed any more; never fails. */
    Future<Void> revoke(ProviderLogin login);

    /**
     * The grant was used.
     *
     * @param login with what the provider is asked next; to be kept, whatever comes of the identity
     * @param identity the user as the provider tells it now, null where it tells nothing; fails
     *     with {@link AuthenticationFailure}
     */
    record Renewed(ProviderLogin login, Future<@Nullable VerifiedIdentity> identity) {}
}
