package dev.vestibule.gateway.factor;

import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.provisioning.api.ReadFactors.AccountFactors;

import org.jspecify.annotations.Nullable;

/** An authenticator that belongs to an account, as an authenticate step chooses among them. */
public interface AccountFactor extends Authenticator {

    /** Whether the account can use it now. */
    boolean isReady(AccountFactors factors);

    /** Whether it is set up after another factor of the step, and not in its place. */
    default boolean isSpare() {
        return false;
    }

    /** What sets it up for an account that has none; null when a login cannot do that. */
    default @Nullable Authenticator enrolment() {
        return null;
    }
}
