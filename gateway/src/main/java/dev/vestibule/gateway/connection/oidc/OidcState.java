package dev.vestibule.gateway.connection.oidc;

import dev.vestibule.gateway.login.LoginState;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * What is remembered of an authorization request until its answer comes.
 *
 * @param nonce must come back in the ID token (OpenID Connect Core, section 3.1.2.1)
 * @param codeVerifier proves at the token endpoint that the code is ours (RFC 7636)
 * @param freshSince the earliest sign-in at the provider that will do; null for any
 * @param acr the levels of which the ID token must name one; empty for any
 */
record OidcState(String nonce, String codeVerifier, @Nullable Instant freshSince, List<String> acr)
        implements LoginState {
    OidcState {
        acr = List.copyOf(acr);
    }

    @Override
    public String toString() {
        return "OidcState[hidden]";
    }
}
