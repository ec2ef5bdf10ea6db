package dev.vestibule.gateway.login;

import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.idp.AuthenticationStart;

import java.util.List;

/**
 * What a login waits for. Each kind of request takes a login further from one stage only, so that a
 * request for another stage changes nothing.
 */
sealed interface LoginStage {

    /** The person chooses one of the step's connections. */
    record Choosing(String step, List<String> options) implements LoginStage {
        public Choosing {
            options = List.copyOf(options);
        }
    }

    /** The identity provider answers to what we remember in {@code start}. */
    record AtProvider(String step, String connection, AuthenticationStart start)
            implements LoginStage {}

    /**
     * The identity is verified and the directory was not there; a new try needs no second trip to
     * the identity provider.
     *
     * @param command id of the provisioning command, the same for every try
     */
    record AwaitingDirectory(String step, VerifiedIdentity identity, String command)
            implements LoginStage {}
}
