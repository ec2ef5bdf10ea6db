package dev.vestibule.gateway;

import dev.vestibule.flow.model.Connection;
import dev.vestibule.flow.model.FlowConfig;
import dev.vestibule.gateway.idp.Authenticator;
import dev.vestibule.gateway.oidc.OidcAuthenticator;
import dev.vestibule.gateway.oidc.OidcResources;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** Makes the authenticator of each connection: the one switch over the kinds of connection. */
final class Authenticators {
    private final OidcResources oidc;

    Authenticators(OidcResources oidc) {
        this.oidc = oidc;
    }

    Map<String, Authenticator> of(FlowConfig config) {
        Map<String, Authenticator> authenticators = new HashMap<>();
        for (Connection connection : config.connections().values()) {
            URI callback =
                    URI.create(config.gateway().url() + "/.vestibule/callback/" + connection.id());
            authenticators.put(connection.id(), authenticator(connection, callback));
        }
        return authenticators;
    }

    private Authenticator authenticator(Connection connection, URI callback) {
        return switch (connection) {
            case Connection.Oidc provider -> new OidcAuthenticator(provider, callback, oidc);
        };
    }
}
