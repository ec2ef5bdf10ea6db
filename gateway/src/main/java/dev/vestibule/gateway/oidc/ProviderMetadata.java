package dev.vestibule.gateway.oidc;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;

import dev.vestibule.gateway.idp.AuthenticationFailure;

import org.jspecify.annotations.Nullable;

import java.net.URI;

/**
 * What we use of a provider's metadata (OpenID Connect Discovery, section 3).
 *
 * @param userinfoEndpoint null when the provider has none
 * @param issuerInAnswer whether every authorization answer carries {@code iss} (RFC 9207, section
 *     3)
 */
record ProviderMetadata(
        String issuer,
        URI authorizationEndpoint,
        URI tokenEndpoint,
        URI jwksUri,
        @Nullable URI userinfoEndpoint,
        boolean issuerInAnswer) {

    /**
     * Reads the document that an issuer serves.
     *
     * @throws AuthenticationFailure when it is no metadata, is another issuer's, or names an
     *     endpoint that may not be called
     */
    static ProviderMetadata parse(String document, URI issuer) {
        OIDCProviderMetadata metadata = parse(document);
        // Section 4.3: identical, so that no provider can speak for another.
        if (!issuer.toString().equals(metadata.getIssuer().getValue())) {
            throw Refusal.garbled("the discovery document is of another issuer");
        }
        EndpointRule rule = new EndpointRule(issuer);
        URI userinfo = metadata.getUserInfoEndpointURI();
        return new ProviderMetadata(
                issuer.toString(),
                rule.accept("authorization_endpoint", metadata.getAuthorizationEndpointURI()),
                rule.accept("token_endpoint", metadata.getTokenEndpointURI()),
                rule.accept("jwks_uri", metadata.getJWKSetURI()),
                userinfo == null ? null : rule.accept("userinfo_endpoint", userinfo),
                metadata.supportsAuthorizationResponseIssuerParam());
    }

    private static OIDCProviderMetadata parse(String document) {
        try {
            return OIDCProviderMetadata.parse(document);
        } catch (ParseException _) {
            throw Refusal.garbled("the discovery document is no OpenID provider metadata");
        }
    }
}
