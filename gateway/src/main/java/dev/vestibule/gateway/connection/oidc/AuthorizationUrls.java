package dev.vestibule.gateway.connection.oidc;

import io.vertx.core.Vertx;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2Options;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Words the parameters of authorization requests. What does the wording holds an HTTP client that
 * is never used, so there is one for each client id, however often the configuration is loaded.
 *
 * <p>Its calls to the provider are not used: they bound neither time nor size, and take a login for
 * good whose ID token failed.
 */
public final class AuthorizationUrls {
    private static final String NO_ENDPOINT = "/";

    private final Vertx vertx;
    private final Map<String, OAuth2Auth> byClient = new ConcurrentHashMap<>();

    public AuthorizationUrls(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The query of a request of this client. */
    String query(String clientId, OAuth2AuthorizationURL request) {
        return byClient.computeIfAbsent(clientId, this::words)
                .authorizeURL(request)
                .substring(NO_ENDPOINT.length() + 1);
    }

    private OAuth2Auth words(String clientId) {
        return OAuth2Auth.create(
                vertx,
                new OAuth2Options()
                        .setClientId(clientId)
                        .setSite("")
                        .setAuthorizationPath(NO_ENDPOINT));
    }
}
