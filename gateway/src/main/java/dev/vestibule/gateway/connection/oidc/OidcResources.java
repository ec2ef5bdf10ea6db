package dev.vestibule.gateway.connection.oidc;

import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.outbound.BoundedHttp;
import dev.vestibule.gateway.seal.KeyRing;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2Options;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What every OpenID Connect authenticator shares. Requests are built by {@link OAuth2Auth}; its own
 * calls to a provider are not used, since they bound neither time nor size and take a login for
 * good whose ID token failed.
 *
 * @param tokens makes nonces and code verifiers
 * @param keys seal the tokens that outlive their verification
 * @param clients one builder of requests for each client id, however often the configuration is
 *     loaded
 */
public record OidcResources(
        Vertx vertx,
        ProviderHttp http,
        InstantSource clock,
        Tokens tokens,
        KeyRing keys,
        Map<String, OAuth2Auth> clients) {
    /** Parameters that the connection's own may not replace or bend. */
    private static final Set<String> OF_THE_PROTOCOL =
            Set.of(
                    ("response_type response_mode client_id redirect_uri scope state nonce"
                                    + " code_challenge code_challenge_method request request_uri"
                                    + " registration client_secret dpop_jkt")
                            .split(" "));

    private static final String NO_ENDPOINT = "/";

    public OidcResources(
            Vertx vertx, BoundedHttp http, InstantSource clock, Tokens tokens, KeyRing keys) {
        this(vertx, new ProviderHttp(http), clock, tokens, keys, new ConcurrentHashMap<>());
    }

    /** The same for a provider with authorities of its own; null for those of the Java runtime. */
    public OidcResources trusting(@Nullable Path ca) {
        return new OidcResources(
                vertx, new ProviderHttp(http.http().trusting(ca)), clock, tokens, keys, clients);
    }

    /** Adds further parameters to an authorization request; those of the protocol are left out. */
    public static void add(Map<String, String> parameters, OAuth2AuthorizationURL request) {
        parameters.forEach((name, value) -> {
            if (!OF_THE_PROTOCOL.contains(name)) {
                request.putAdditionalParameter(name, value);
            }
        });
    }

    /** The query of an authorization request of this client. */
    public String query(String clientId, OAuth2AuthorizationURL request) {
        return clients.computeIfAbsent(clientId, this::client)
                .authorizeURL(request)
                .substring(NO_ENDPOINT.length() + 1);
    }

    /** The query of a request that ends the user's session (RP-Initiated Logout, section 2). */
    String endSession(@Nullable String idToken, JsonObject parameters) {
        JsonObject principal = new JsonObject();
        if (idToken != null) {
            principal.put("id_token", idToken);
        }
        return clients.computeIfAbsent(parameters.getString("client_id"), this::client)
                .endSessionURL(User.create(principal), parameters)
                .substring(NO_ENDPOINT.length() + 1);
    }

    private OAuth2Auth client(String id) {
        return OAuth2Auth.create(
                vertx,
                new OAuth2Options()
                        .setClientId(id)
                        .setSite("")
                        .setAuthorizationPath(NO_ENDPOINT)
                        .setLogoutPath(NO_ENDPOINT));
    }
}
