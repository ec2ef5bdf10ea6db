package dev.vestibule.gateway.connection.oidc;

import dev.vestibule.gateway.login.LoginState;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What is remembered of an authorization request until its answer comes.
 *
 * @param nonce must come back in the ID token (OpenID Connect Core, section 3.1.2.1)
 * @param codeVerifier proves at the token endpoint that the code is ours (RFC 7636)
 * @param freshSince when the user was sent to sign in again; null when an open session at the
 *     provider will do
 */
record OidcState(String nonce, String codeVerifier, @Nullable Instant freshSince)
        implements LoginState {

    @Override
    public String toString() {
        return "OidcState[hidden]";
    }
}
