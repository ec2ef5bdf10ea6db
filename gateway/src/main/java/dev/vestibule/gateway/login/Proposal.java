package dev.vestibule.gateway.login;

import dev.vestibule.flow.evaluate.AccountMapping;
import dev.vestibule.flow.model.Provisioning.Prompt;

import java.util.Set;

/**
 * The account that the page shows before it is written.
 *
 * @param username free a moment ago
 * @param lacksPassword whether the account exists already, without the password that its user was
 *     asked for
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

    /** Attributes that the user must enter, in the order of the configuration. */
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
