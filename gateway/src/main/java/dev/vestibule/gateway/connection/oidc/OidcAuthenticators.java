package dev.vestibule.gateway.connection.oidc;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginState;

import java.net.URI;
import java.util.Set;

/**
 * Makes the authenticators of OpenID Connect connections.
 *
 * @param gateway public origin of the gateway's own pages
 */
public record OidcAuthenticators(URI gateway, OidcResources resources)
        implements Authenticator.Factory<OidcConnection> {
    @Override
    public Class<OidcConnection> kind() {
        return OidcConnection.class;
    }

    @Override
    public Set<Class<? extends LoginState>> states() {
        return Set.of(OidcState.class);
    }

    @Override
    public Authenticator create(OidcConnection connection) {
        URI callback = URI.create(gateway + "/.vestibule/callback/" + connection.id());
        return new OidcAuthenticator(connection, callback, resources.trusting(connection.ca()));
    }
}
