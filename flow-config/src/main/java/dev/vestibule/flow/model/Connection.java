package dev.vestibule.flow.model;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Our configured relationship with one identity provider. */
public sealed interface Connection {
    String id();

    /** The name on the page on which users choose. */
    String title();

    Provisioning provisioning();

    /**
     * An OpenID Connect provider.
     *
     * @param issuer exactly as the provider's ID tokens carry it
     * @param authorizationParameters sent with the authorization request beside the protocol's own
     * @param signingAlgorithms the only algorithms that an ID token may be signed with, never
     *     {@code none} nor a symmetric one
     * @param audiences what an ID token may be for beside our client
     */
    record Oidc(
            String id,
            String title,
            URI issuer,
            String clientId,
            Secret clientSecret,
            ClientAuthentication clientAuthentication,
            List<String> scopes,
            Map<String, String> authorizationParameters,
            Set<String> signingAlgorithms,
            Set<String> audiences,
            Provisioning provisioning)
            implements Connection {
        public Oidc {
            scopes = List.copyOf(scopes);
            authorizationParameters = Ordered.copyOf(authorizationParameters);
            signingAlgorithms = Set.copyOf(signingAlgorithms);
            audiences = Set.copyOf(audiences);
        }
    }

    /** How the gateway authenticates at the token endpoint (OpenID Connect Core, section 9). */
    enum ClientAuthentication {
        BASIC,
        POST
    }
}
