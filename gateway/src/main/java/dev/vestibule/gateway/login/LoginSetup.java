package dev.vestibule.gateway.login;

import dev.vestibule.flow.FlowConfig;

import java.util.Map;

/**
 * One version of the configuration as logins use it.
 *
 * @param version its id, the same on every node that has read the same files
 * @param authenticators one for every connection and factor, by its id
 */
public record LoginSetup(
        String version, FlowConfig config, Map<String, Authenticator> authenticators) {
    public LoginSetup {
        authenticators = Map.copyOf(authenticators);
    }

    /** The version, with its authenticators. */
    public static LoginSetup of(String version, FlowConfig config, LoginKinds kinds) {
        return new LoginSetup(version, config, kinds.authenticators(config));
    }

    /** The authenticator of an option that the configuration has. */
    public Authenticator authenticator(String option) {
        Authenticator found = authenticators.get(option);
        if (found == null) {
            throw new IllegalArgumentException("no authenticator for " + option);
        }
        return found;
    }
}
