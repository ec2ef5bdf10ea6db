package dev.vestibule.gateway.connection.oidc;

import dev.vestibule.gateway.login.AuthenticationFailure;

import org.jspecify.annotations.Nullable;

import java.net.URI;

/**
 * What we use of a provider's metadata (OpenID Connect Discovery, section 3). No other member is
 * looked at.
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
    static ProviderMetadata parse(byte[] document, URI issuer) {
        Members members =
                Members.parse(
                        document,
                        flaw ->
                                OidcFailures.garbled(
                                        "the discovery document is no OpenID provider metadata: "
                                                + flaw));
        checkIssuer(members.requiredText("issuer"), issuer.toString());
        EndpointRule rule = new EndpointRule(issuer);
        String userinfo = members.text("userinfo_endpoint");
        return new ProviderMetadata(
                issuer.toString(),
                endpoint("authorization_endpoint", members, rule),
                endpoint("token_endpoint", members, rule),
                endpoint("jwks_uri", members, rule),
                userinfo == null ? null : rule.accept("userinfo_endpoint", userinfo),
                members.truth("authorization_response_iss_parameter_supported"));
    }

    private static URI endpoint(String name, Members members, EndpointRule rule) {
        return rule.accept(name, members.requiredText(name));
    }

    /** Section 4.3: identical, so that no provider can speak for another. */
    private static void checkIssuer(String published, String configured) {
        if (!configured.equals(published)) {
            throw OidcFailures.garbled(
                    "the discovery document is of another issuer: it says "
                            + OidcFailures.shown(published)
                            + ", and the connection says "
                            + OidcFailures.shown(configured)
                            + remedy(published, configured));
        }
    }

    private static String remedy(String published, String configured) {
        boolean slash = published.equals(configured + "/") || configured.equals(published + "/");
        return slash ? "; only the slash at the end differs, write the issuer as published" : "";
    }
}
