package dev.vestibule.gateway.connection.oidc;

import dev.vestibule.gateway.http.Tokens;

import io.vertx.core.Vertx;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2Options;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What every OpenID Connect authenticator shares. Requests are built by {@link OAuth2Auth}; its own
 * calls to a provider are not used, since they bound neither time nor size and take a login for
 * good whose ID token failed. There is one for each client id, however often the configuration is
 * loaded.
 */
public final class OidcResources {
    private static final String NO_ENDPOINT = "/";

    private final Vertx vertx;
    private final BoundedHttp http;
    private final InstantSource clock;
    private final Tokens tokens;
    private final Map<String, OAuth2Auth> byClient = new ConcurrentHashMap<>();

    public OidcResources(Vertx vertx, BoundedHttp http, InstantSource clock, Tokens tokens) {
        this.vertx = vertx;
        this.http = http;
        this.clock = clock;
        this.tokens = tokens;
    }

    BoundedHttp http() {
        return http;
    }

    InstantSource clock() {
        return clock;
    }

    /** A new nonce or code verifier. */
    String secret() {
        return tokens.next();
    }

    /** The query of an authorization request of this client. */
    String query(String clientId, OAuth2AuthorizationURL request) {
        return byClient.computeIfAbsent(
                        clientId,
                        id ->
                                OAuth2Auth.create(
                                        vertx,
                                        new OAuth2Options()
                                                .setClientId(id)
                                                .setSite("")
                                                .setAuthorizationPath(NO_ENDPOINT)))
                .authorizeURL(request)
                .substring(NO_ENDPOINT.length() + 1);
    }
}
