package dev.vestibule.gateway.oidc;

import dev.vestibule.gateway.idp.AuthenticationFailure;

import org.jspecify.annotations.Nullable;

import java.net.URI;
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
    URI accept(String name, @Nullable URI endpoint) {
        if (endpoint == null) {
            throw Refusal.garbled("the discovery document has no " + name);
        }
        if (endpoint.getRawUserInfo() != null || endpoint.getRawFragment() != null) {
            throw refused(name);
        }
        boolean allowed =
                isHttps(issuer)
                        ? isHttps(endpoint)
                        : onLoopback(issuer) && onLoopback(endpoint) && isWeb(endpoint);
        if (!allowed) {
            throw refused(name);
        }
        return endpoint;
    }

    private static AuthenticationFailure refused(String name) {
        return Refusal.garbled(
                "the discovery document's " + name + " is not an https address that may be called");
    }

    private static boolean isWeb(URI uri) {
        return isHttps(uri) || "http".equalsIgnoreCase(uri.getScheme());
    }

    private static boolean isHttps(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null;
    }

    private static boolean onLoopback(URI uri) {
        return uri.getHost() != null && LOOPBACK.matcher(uri.getHost()).matches();
    }
}
