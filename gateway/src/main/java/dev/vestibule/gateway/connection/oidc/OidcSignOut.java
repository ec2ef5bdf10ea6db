package dev.vestibule.gateway.connection.oidc;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.flow.connection.SignOut;
import dev.vestibule.gateway.identity.ProviderLogin;
import dev.vestibule.gateway.login.ProviderSignOut;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.net.URI;

/**
 * Ends sessions at the provider (OpenID Connect RP-Initiated Logout 1.0), and is told by it.
 *
 * @param back where the provider sends the browser then, as it is registered there
 */
record OidcSignOut(
        OidcConnection connection,
        URI back,
        CachedDocument<ProviderMetadata> metadata,
        OidcResources resources,
        LogoutTokens tokens)
        implements ProviderSignOut {
    /** Longer addresses are refused by some servers. */
    private static final int LONGEST_HINT = 4096;

    /** What a session keeps of the ID token: nothing where no provider takes it. */
    @Nullable String hint(ProviderMetadata found, String idToken) {
        return endpoint(found) == null || idToken.length() > LONGEST_HINT ? null : idToken;
    }

    @Override
    public Future<@Nullable URI> address(ProviderLogin login, String state) {
        return metadata.current()
                .map(found -> {
                    URI endpoint = endpoint(found);
                    return endpoint == null ? null : addressed(endpoint, login, state);
                });
    }

    @Override
    public boolean issues(String issuer) {
        return connection.issues(issuer);
    }

    @Override
    public Future<Notice> verified(String token) {
        return tokens.verified(token);
    }

    private @Nullable URI endpoint(ProviderMetadata found) {
        return connection.signOut() == SignOut.HERE ? null : found.endSessionEndpoint();
    }

    private URI addressed(URI endpoint, ProviderLogin login, String state) {
        JsonObject parameters =
                new JsonObject()
                        .put("client_id", connection.clientId())
                        .put("post_logout_redirect_uri", back.toString())
                        .put("state", state);
        String query = resources.endSession(login.idToken(), parameters);
        return URI.create(endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + query);
    }
}
