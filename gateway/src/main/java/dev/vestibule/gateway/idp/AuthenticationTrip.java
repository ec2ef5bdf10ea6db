package dev.vestibule.gateway.idp;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What is stored about a redirect to an identity provider until its answer arrives; kept on the
 * server.
 *
 * @param nonce must come back in the ID token (OpenID Connect Core, section 3.1.2.1)
 * @param codeVerifier proves at the token endpoint that the code is ours (RFC 7636)
 * @param anewSince when a new sign-in was requested; null if an open session at the provider is
 *     sufficient
 */
public record AuthenticationTrip(String nonce, String codeVerifier, @Nullable Instant anewSince) {

    @Override
    public String toString() {
        return "AuthenticationTrip[hidden]";
    }
}
