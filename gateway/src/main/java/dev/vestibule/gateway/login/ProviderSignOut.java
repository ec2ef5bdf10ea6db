package dev.vestibule.gateway.login;

import dev.vestibule.gateway.identity.ProviderLogin;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Instant;

/** What a connection can do about the user's session at its provider. */
public interface ProviderSignOut {

    /**
     * The address at which the browser ends that session; the provider sends it back to {@link
     * dev.vestibule.gateway.http.RequestTarget#LOGOUT} then.
     *
     * @param state comes back with the browser
     * @return null when the provider has no such address, or the connection leaves it alone; fails
     *     when the provider does not answer
     */
    Future<@Nullable URI> address(ProviderLogin login, String state);

    /** Asks the provider again while sessions last; null where the connection does not. */
    @Nullable ProviderGrants grants();

    /** Whether it is an issuer of the provider. */
    boolean issues(String issuer);

    /**
     * Verifies that the provider has ended sessions; fails with {@link AuthenticationFailure}.
     *
     * @param token the provider's signed word for it
     */
    Future<Notice> verified(String token);

    /**
     * What a provider has ended.
     *
     * @param id name of this notice, which comes only once
     * @param sid the session at the provider; null for every session of the user
     * @param subject the user; null where only the session is named
     * @param at when, by the provider's clock
     */
    record Notice(
            String id, String issuer, @Nullable String sid, @Nullable String subject, Instant at) {}
}
