package dev.vestibule.gateway.connection.oidc;

import static dev.vestibule.gateway.connection.oidc.OidcFailures.garbled;
import static dev.vestibule.gateway.connection.oidc.OidcFailures.shown;

import dev.vestibule.flow.address.HostPort;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.Authenticator.Attempt.Asked;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What we use of a provider's metadata (OpenID Connect Discovery, section 3). No other member is
 * looked at.
 *
 * @param userinfoEndpoint null when the provider has none
 * @param endSessionEndpoint where browsers end sessions; null when there is none that may be called
 * @param introspectionEndpoint where tokens are asked about; null when there is none that may be
 *     called
 * @param revocationEndpoint where tokens are given back; null when there is none that may be called
 * @param prompts the values of {@code prompt} that it knows; empty when it does not say
 * @param issuerInAnswer whether every authorization answer carries {@code iss} (RFC 9207, section
 *     3)
 * @param pushedRequests where authorization requests are pushed to; null when it takes none
 * @param pushedOnly whether it takes no others (RFC 9126, section 5)
 */
record ProviderMetadata(
        String issuer,
        URI authorizationEndpoint,
        URI tokenEndpoint,
        URI jwksUri,
        @Nullable URI userinfoEndpoint,
        @Nullable URI endSessionEndpoint,
        @Nullable URI introspectionEndpoint,
        @Nullable URI revocationEndpoint,
        List<String> prompts,
        boolean issuerInAnswer,
        @Nullable URI pushedRequests,
        boolean pushedOnly) {

    /**
     * Reads the document that an issuer serves.
     *
     * @param issuer whose document it is
     * @param named what it must have as its issuer
     * @throws AuthenticationFailure when it is no metadata, is another issuer's, or names an
     *     endpoint that may not be called
     */
    static ProviderMetadata parse(byte[] document, URI issuer, String named) {
        Members members =
                Members.parse(
                        document,
                        flaw ->
                                garbled(
                                        "the discovery document is no OpenID provider metadata: "
                                                + flaw));
        checkIssuer(members.requiredText("issuer"), named);
        EndpointRule rule = new EndpointRule(issuer);
        String userinfo = members.text("userinfo_endpoint");
        String pushed = members.text("pushed_authorization_request_endpoint");
        return new ProviderMetadata(
                issuer.toString(),
                rule.required("authorization_endpoint", members),
                rule.required("token_endpoint", members),
                rule.required("jwks_uri", members),
                userinfo == null ? null : rule.accept("userinfo_endpoint", userinfo),
                optional("end_session_endpoint", members, rule),
                optional("introspection_endpoint", members, rule),
                optional("revocation_endpoint", members, rule),
                prompts(members.values().get("prompt_values_supported")),
                members.truth("authorization_response_iss_parameter_supported"),
                pushed == null
                        ? null
                        : rule.accept("pushed_authorization_request_endpoint", pushed),
                members.truth("require_pushed_authorization_requests"));
    }

    /** What is asked for, in words that the provider knows. */
    Asked understood(Asked asked) {
        boolean unknown =
                Asked.SELECT_ACCOUNT.equals(asked.parameters().get(Asked.PROMPT))
                        && !prompts.isEmpty()
                        && !prompts.contains(Asked.SELECT_ACCOUNT);
        if (!unknown) {
            return asked;
        }
        Map<String, String> parameters = new HashMap<>(asked.parameters());
        parameters.put(Asked.PROMPT, "login");
        return new Asked(asked.fresh(), asked.maxAge(), asked.acr(), parameters);
    }

    /** A sign-in does without it. */
    private static @Nullable URI optional(String name, Members members, EndpointRule rule) {
        try {
            return members.values().get(name) instanceof String address
                    ? rule.accept(name, address)
                    : null;
        } catch (AuthenticationFailure unusable) {
            return null;
        }
    }

    private static List<String> prompts(@Nullable Object listed) {
        return listed instanceof List<?> prompts
                ? prompts.stream().filter(String.class::isInstance).map(String.class::cast).toList()
                : List.of();
    }

    /** Section 4.3: identical, so that no provider can speak for another. */
    private static void checkIssuer(String published, String configured) {
        if (!configured.equals(published)) {
            boolean slash =
                    published.equals(configured + "/") || configured.equals(published + "/");
            throw garbled(
                    "the discovery document is of another issuer: it says %s, and the connection says %s%s",
                    shown(published),
                    shown(configured),
                    slash
                            ? "; only the slash at the end differs, write the issuer as published"
                            : "");
        }
    }

    /**
     * Which endpoints a provider may name: https only. A provider that is itself on a loopback
     * address without TLS may name loopback addresses, and nothing else.
     */
    record EndpointRule(URI issuer) {
        private static final Pattern LOOPBACK =
                Pattern.compile(
                        "localhost|127(?:\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

        URI required(String name, Members members) {
            return accept(name, members.requiredText(name));
        }

        /**
         * The endpoint if it may be called.
         *
         * @param name the metadata's name for it
         */
        URI accept(String name, String address) {
            try {
                URI endpoint = new URI(address);
                boolean plain =
                        endpoint.getRawUserInfo() == null && endpoint.getRawFragment() == null;
                if (plain && (isHttps(issuer) ? isHttps(endpoint) : beside(endpoint))) {
                    return endpoint;
                }
            } catch (URISyntaxException _) {
                // Refused as every other address.
            }
            throw garbled(
                    "the discovery document's %s is %s, which is not an https address that may be called",
                    name, shown(address));
        }

        private boolean beside(URI endpoint) {
            boolean web = isHttps(endpoint) || "http".equalsIgnoreCase(endpoint.getScheme());
            return web && onLoopback(issuer) && onLoopback(endpoint);
        }

        private static boolean isHttps(URI uri) {
            return "https".equalsIgnoreCase(uri.getScheme()) && HostPort.find(uri).isPresent();
        }

        private static boolean onLoopback(URI uri) {
            return HostPort.find(uri)
                    .filter(at -> LOOPBACK.matcher(at.host()).matches())
                    .isPresent();
        }
    }
}
