package dev.vestibule.gateway.login;

import dev.vestibule.flow.model.FlowConfig;
import dev.vestibule.gateway.idp.Authenticator;

import java.util.Map;

/**
 * One version of the configuration as logins use it. A login keeps the version that it began with,
 * also when another goes live meanwhile.
 *
 * @param authenticators one for every connection, by its id
 */
public record LoginSetup(FlowConfig config, Map<String, Authenticator> authenticators) {
    public LoginSetup {
        authenticators = Map.copyOf(authenticators);
    }

    /** The authenticator of a connection that the configuration has. */
    public Authenticator authenticator(String connection) {
        Authenticator found = authenticators.get(connection);
        if (found == null) {
            throw new IllegalArgumentException("no authenticator for connection " + connection);
        }
        return found;
    }
}
