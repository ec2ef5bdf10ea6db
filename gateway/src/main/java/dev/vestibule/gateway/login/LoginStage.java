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

    /** The user chooses one of the step's connections. */
    record Choosing(String step, List<String> options) implements LoginStage {
        public Choosing {
            options = List.copyOf(options);
        }
    }

    /** The identity provider answers to what we remember in {@code trip}. */
    record AtProvider(String step, String connection, AuthenticationTrip trip)
            implements LoginStage {}

    /**
     * The identity is verified and the directory did not answer; a retry needs no second redirect
     * to the identity provider.
     *
     * @param command id of the provisioning command, the same for every try
     * @param answer the user's answer at the first login, null before the page was shown
     */
    record AwaitingDirectory(
            String step, VerifiedIdentity identity, String command, @Nullable Answer answer)
            implements LoginStage {}

    /**
     * The identity is verified, has no account yet, and the page asks the user before it gets one.
     *
     * @param waiting how the login continues with an answer
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
     * The identity is verified, and an account matches: the user proves that it belongs to them, or
     * says that it does not.
     *
     * @param verified the login as it waits for its account
     * @param dn the account that matches
     * @param hint the value of the identity provider that found it
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
