package dev.vestibule.gateway.step.authenticate;

import dev.vestibule.gateway.login.LoginState;

import java.util.List;

/** What a login waits for while the user is not authenticated yet. */
sealed interface AuthenticateState extends LoginState {

    /** The options of a step that this login may use, and what they are used for. */
    Choice choice();

    /** The user chooses one of the options. */
    record Choosing(Choice choice) implements AuthenticateState {}

    /**
     * The user authenticates with an option.
     *
     * @param connection id of the option
     * @param attempt what its authenticator remembers
     */
    record Authenticating(String connection, Choice choice, LoginState attempt)
            implements AuthenticateState {}

    /**
     * What a login may choose from.
     *
     * @param options ids of connections and factors
     * @param enrols whether the factors are set up, because the account has none of them
     * @param earned the methods by which the step was completed already, where a required factor is
     *     set up after that
     */
    record Choice(List<String> options, boolean enrols, List<String> earned) {
        public Choice {
            options = List.copyOf(options);
            earned = List.copyOf(earned);
        }

        static Choice of(List<String> options) {
            return new Choice(options, false, List.of());
        }

        static Choice enrolling(List<String> options, List<String> earned) {
            return new Choice(options, true, earned);
        }

        /** Whether there is anything to choose. */
        boolean several() {
            return options.size() > 1;
        }
    }
}
