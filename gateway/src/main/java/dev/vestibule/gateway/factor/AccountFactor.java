package dev.vestibule.gateway.factor;

import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.provisioning.api.ReadFactors.AccountFactors;
import dev.vestibule.provisioning.vocabulary.FactorAttribute;

import org.jspecify.annotations.Nullable;

/** An authenticator that belongs to an account, as an authenticate step chooses among them. */
public interface AccountFactor extends Authenticator {

    /**
     * Where the directory keeps what the user has set up; null where that is nothing of its own.
     */
    default @Nullable FactorAttribute attribute() {
        return null;
    }

    /** Whether the account can use it now. */
    default boolean isReady(AccountFactors factors) {
        FactorAttribute attribute = attribute();
        return attribute != null && !factors.of(attribute).isEmpty();
    }

    /** Whether the account has it, and the directory does not show it. */
    default boolean isHidden(AccountFactors factors) {
        FactorAttribute attribute = attribute();
        return attribute != null && factors.isHidden(attribute);
    }

    /** Whether it is set up after another factor of the step, and not in its place. */
    default boolean isSpare() {
        return false;
    }

    /** What sets it up for an account; null when there is nothing to set up. */
    default @Nullable Authenticator enrolment() {
        return null;
    }
}
