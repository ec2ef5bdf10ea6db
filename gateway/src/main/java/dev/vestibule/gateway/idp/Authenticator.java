package dev.vestibule.gateway.idp;

import dev.vestibule.gateway.identity.VerifiedIdentity;

import io.vertx.core.Future;

/** Speaks one protocol with one connection. */
public interface Authenticator {

    /**
     * Prepares the redirect to the identity provider.
     *
     * @param state opaque value that must come back with the answer (RFC 6749, section 10.12)
     * @return where to send the browser and what to remember; fails with {@link
     *     AuthenticationFailure}
     */
    Future<AuthenticationStart> begin(String state);

    /**
     * The same with a new sign-in: an open session at the provider, perhaps of another user, is no
     * proof. {@link #complete} refuses an answer that does not say that the user was authenticated
     * after this.
     */
    Future<AuthenticationStart> beginAnew(String state);

    /**
     * What must hold before the code in the answer is spent: the issuer of the answer (RFC 9207).
     *
     * @throws AuthenticationFailure when the answer is not from this connection, or is an error
     */
    void inspect(AuthenticationAnswer answer);

    /**
     * Uses the code and verifies the assertion; fails with {@link AuthenticationFailure}.
     *
     * @param trip what {@link #begin} gave for this login
     */
    Future<VerifiedIdentity> complete(AuthenticationTrip trip, AuthenticationAnswer answer);
}
