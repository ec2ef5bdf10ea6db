package dev.vestibule.gateway.factor.password;

import dev.vestibule.gateway.factor.FactorPrompt;
import dev.vestibule.gateway.http.Page;

/**
 * Asks for username and password.
 *
 * @param username what the user has typed, or the account's name
 * @param known whether the login has an account already, so that the username cannot be changed
 */
public record PasswordPage(FactorPrompt prompt, String username, boolean known) implements Page {
    /** The field with the username. */
    public static final String USERNAME = "username";

    /** The field with the password. */
    public static final String PASSWORD = "password";

    @Override
    public String template() {
        return "factor/password.jte";
    }

    @Override
    public boolean leadsElsewhere() {
        return true;
    }
}
