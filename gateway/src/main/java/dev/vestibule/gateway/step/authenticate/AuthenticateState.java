package dev.vestibule.gateway.step.authenticate;

import dev.vestibule.gateway.login.LoginState;

/** What a login waits for before the user is authenticated. */
sealed interface AuthenticateState extends LoginState {

    /** The user chooses one of the step's options. */
    record Choosing() implements AuthenticateState {}

    /**
     * The user authenticates with an option.
     *
     * @param connection id of the option
     * @param attempt what its authenticator remembers
     */
    record Authenticating(String connection, LoginState attempt) implements AuthenticateState {}
}
