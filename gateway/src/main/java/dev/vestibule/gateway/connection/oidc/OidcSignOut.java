package dev.vestibule.gateway.connection.oidc;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.flow.connection.SignOut;
import dev.vestibule.gateway.identity.ProviderLogin;
import dev.vestibule.gateway.login.ProviderSignOut;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
        LogoutTokens tokens,
        @Nullable OidcGrants grants)
        implements ProviderSignOut {
    private static final Logger LOG = LoggerFactory.getLogger(OidcSignOut.class);

    /** What the token is sealed for. */
    private static final String HINT = "id_token_hint";

    /** Longer addresses are refused by some servers. */
    private static final int LONGEST_HINT = 4096;

    /** The sign-in with its ID token, sealed; without it where no provider takes it. */
    ProviderLogin noted(ProviderMetadata found, ProviderLogin login, String idToken) {
        boolean useless = endpoint(found) == null || idToken.length() > LONGEST_HINT;
        return useless ? login : login.with(resources.keys().seal(HINT, login.owner(), idToken));
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
        String query = resources.endSession(hint(login), parameters);
        return URI.create(endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + query);
    }

    /** The ID token; null where it was not kept, and where no key opens it. */
    private @Nullable String hint(ProviderLogin login) {
        String sealed = login.idToken();
        if (sealed == null) {
            return null;
        }
        String token = resources.keys().open(HINT, login.owner(), sealed);
        if (token == null) {
            LOG.warn(
                    "sign-out without id_token_hint connection={} detail=\"no key of gateway.keys"
                            + " opens the stored ID token\"",
                    connection.id());
        }
        return token;
    }
}
