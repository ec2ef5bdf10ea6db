package dev.vestibule.gateway.step.authenticate;

import dev.vestibule.gateway.login.LoginState;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What a login waits for while the user is not authenticated yet. */
sealed interface AuthenticateState extends LoginState {

    /** The options of a step that this login may use, and what they are used for. */
    Choice choice();

    /** The user chooses one of the options. */
    record Choosing(Choice choice) implements AuthenticateState {}

    /** The user enters an address, whose domain leads to an option. */
    record EnteringAddress(Choice choice) implements AuthenticateState {}

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
     * @param earned null where the options prove something; else they are set up, and these are the
     *     methods by which the step was completed before that
     * @param preferred the option that the account names; null for none
     * @param address what the user has entered to be led to the options; null for nothing
     */
    record Choice(
            List<String> options,
            @Nullable List<String> earned,
            @Nullable String preferred,
            @Nullable String address) {
        public Choice {
            options = List.copyOf(options);
            earned = earned == null ? null : List.copyOf(earned);
        }

        static Choice of(List<String> options) {
            return new Choice(options, null, null, null);
        }

        /** The same, beginning with one of the options; null for none. */
        Choice preferring(@Nullable String option) {
            return new Choice(options, earned, option, address);
        }

        /** Those to which an address leads. */
        static Choice of(List<String> options, String address) {
            return new Choice(options, null, null, address);
        }

        static Choice enrolling(List<String> options, List<String> earned) {
            return new Choice(options, earned, null, null);
        }

        /** Without the address, which is personal. */
        @Override
        public String toString() {
            return "Choice[options=" + options + "]";
        }

        /** Whether the options are set up. */
        boolean enrols() {
            return earned != null;
        }

        /** Whether a factor is set up, and nothing in this step was proved before. */
        boolean isUnproved() {
            return earned != null && earned.isEmpty();
        }

        /** Whether there is anything to choose. */
        boolean several() {
            return options.size() > 1;
        }
    }
}
