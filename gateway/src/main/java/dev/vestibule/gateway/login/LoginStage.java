package dev.vestibule.gateway.login;

import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.idp.AuthenticationTrip;

import org.jspecify.annotations.Nullable;

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

    /** The identity provider answers to what we remember in {@code trip}. */
    record AtProvider(String step, String connection, AuthenticationTrip trip)
            implements LoginStage {}

    /**
     * The identity is verified and the directory was not there; a new try needs no second trip to
     * the identity provider.
     *
     * @param command id of the provisioning command, the same for every try
     * @param answer what the person said at the first login, null while they were not asked
     */
    record AwaitingDirectory(
            String step, VerifiedIdentity identity, String command, @Nullable Answer answer)
            implements LoginStage {}

    /**
     * The identity is verified, has no account yet, and the person is asked before it gets one.
     *
     * @param waiting how the login goes on with an answer
     */
    record Asking(AwaitingDirectory waiting, Proposal proposal) implements LoginStage {

        /** How many answers the login has had. */
        int tries() {
            Answer last = waiting.answer();
            return last == null ? 0 : last.tries();
        }

        /** The login with this answer. */
        AwaitingDirectory with(Answer answer) {
            return new AwaitingDirectory(
                    waiting.step(), waiting.identity(), waiting.command(), answer);
        }
    }

    /**
     * The identity is verified, and an account matches: the person proves that it is theirs, or
     * says that it is not.
     *
     * @param verified the login as it waits for its account
     * @param dn the account that matches
     * @param hint what the identity provider said that found it
     * @param failures wrong passwords so far
     */
    record Confirming(AwaitingDirectory verified, String dn, String hint, int failures)
            implements LoginStage {

        Confirming failedOnceMore() {
            return new Confirming(verified, dn, hint, failures + 1);
        }

        /** Names the account only: the hint is personal. */
        @Override
        public String toString() {
            return "Confirming[dn=" + dn + ", failures=" + failures + "]";
        }
    }
}
