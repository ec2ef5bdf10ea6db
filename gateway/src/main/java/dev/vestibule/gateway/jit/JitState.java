package dev.vestibule.gateway.jit;

import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.LoginState;

import org.jspecify.annotations.Nullable;

/** What a login waits for while its verified identity has no account yet. */
public sealed interface JitState extends LoginState {

    /** The identity that needs an account. */
    Wanted wanted();

    @Override
    default @Nullable String connection() {
        return wanted().identity().connection();
    }

    /**
     * An identity that is to have an account.
     *
     * @param command id of the provisioning command, the same for every attempt
     * @param form the user's answer at the first login
     */
    record Wanted(VerifiedIdentity identity, String command, FirstLoginForm form) {

        Wanted with(FirstLoginForm answer) {
            return new Wanted(identity, command, answer);
        }
    }

    /** The directory did not answer; a retry needs no second redirect to the identity provider. */
    record AwaitingDirectory(Wanted wanted) implements JitState {}

    /** The identity has no account yet, and the page asks the user before it gets one. */
    record AwaitingFirstLogin(Wanted wanted, AccountPreview preview) implements JitState {}

    /**
     * An account matches: the user proves that it belongs to them, or says that it does not.
     *
     * @param account DN of the account that matches
     * @param hint the value of the identity provider that found it
     * @param failures wrong passwords so far
     */
    record AwaitingProof(Wanted wanted, String account, String hint, int failures)
            implements JitState {

        AwaitingProof failedAgain() {
            return new AwaitingProof(wanted, account, hint, failures + 1);
        }

        /** Names the account only: the hint is personal. */
        @Override
        public String toString() {
            return "AwaitingProof[account=" + account + ", failures=" + failures + "]";
        }
    }
}
