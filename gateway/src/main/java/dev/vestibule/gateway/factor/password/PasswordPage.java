package dev.vestibule.gateway.factor.password;

import dev.vestibule.gateway.factor.FactorPage;
import dev.vestibule.gateway.factor.FactorPrompt;
import dev.vestibule.gateway.login.Authenticator.Option;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Asks for username and password.
 *
 * @param username what the user has typed, or the account's name
 * @param known whether the login has an account already, so that the username cannot be changed
 * @param app the title of the app that the user is on the way to, or null
 * @param others the other options, each with a button of its own
 */
public record PasswordPage(
        FactorPrompt prompt,
        String username,
        boolean known,
        @Nullable String app,
        List<Option> others)
        implements FactorPage {
    /** The field with the username. */
    public static final String USERNAME = "username";

    /** The field with the password. */
    public static final String PASSWORD = "password";

    public PasswordPage {
        others = List.copyOf(others);
    }

    @Override
    public String template() {
        return "factor/password.jte";
    }

    /** Whether the user chose one of the others the last time, and has typed nothing now. */
    public boolean othersFirst() {
        return username.isEmpty()
                && prompt.problem() == null
                && others.stream().anyMatch(Option::last);
    }
}
