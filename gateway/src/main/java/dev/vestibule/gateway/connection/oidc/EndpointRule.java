package dev.vestibule.gateway.connection.oidc;

import dev.vestibule.flow.address.HostPort;
import dev.vestibule.gateway.login.AuthenticationFailure;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * Which endpoints a provider may name: https only. A provider that is itself on a loopback address
 * without TLS may name loopback addresses, and nothing else.
 */
record EndpointRule(URI issuer) {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

    /**
     * The endpoint if it may be called.
     *
     * @param name the metadata's name for it
     */
    URI accept(String name, String address) {
        URI endpoint = parsed(name, address);
        if (endpoint.getRawUserInfo() != null || endpoint.getRawFragment() != null) {
            throw refused(name, address);
        }
        boolean allowed =
                isHttps(issuer)
                        ? isHttps(endpoint)
                        : onLoopback(issuer) && onLoopback(endpoint) && isWeb(endpoint);
        if (!allowed) {
            throw refused(name, address);
        }
        return endpoint;
    }

    private static URI parsed(String name, String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException _) {
            throw refused(name, address);
        }
    }

    private static AuthenticationFailure refused(String name, String address) {
        return OidcFailures.garbled(
                "the discovery document's "
                        + name
                        + " is "
                        + OidcFailures.shown(address)
                        + ", which is not an https address that may be called");
    }

    private static boolean isWeb(URI uri) {
        return isHttps(uri) || "http".equalsIgnoreCase(uri.getScheme());
    }

    private static boolean isHttps(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme()) && HostPort.find(uri).isPresent();
    }

    private static boolean onLoopback(URI uri) {
        return HostPort.find(uri).filter(at -> LOOPBACK.matcher(at.host()).matches()).isPresent();
    }
}
