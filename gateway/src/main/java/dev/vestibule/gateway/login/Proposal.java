package dev.vestibule.gateway.login;

import dev.vestibule.flow.evaluate.AccountMapping;
import dev.vestibule.flow.model.Provisioning.Prompt;

import java.util.Set;

/**
 * The account that a person is asked about before it is written.
 *
 * @param username free a moment ago
 * @param lacksPassword whether the account is there already, without the password that its person
 *     was asked for
 */
record Proposal(
        Prompt prompt, AccountMapping.Mapped mapped, String username, boolean lacksPassword) {

    boolean asksUsername() {
        return !lacksPassword
                && switch (prompt) {
                    case USERNAME, USERNAME_AND_PASSWORD -> true;
                    case NONE, CONSENT -> false;
                };
    }

    /** Attributes that the person has to say themselves, in the order of the configuration. */
    Set<String> asks() {
        return lacksPassword ? Set.of() : mapped.asked();
    }

    boolean asksPassword() {
        return switch (prompt) {
            case USERNAME_AND_PASSWORD -> true;
            case NONE, CONSENT, USERNAME -> false;
        };
    }
}
