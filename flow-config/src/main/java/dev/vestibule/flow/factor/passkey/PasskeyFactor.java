package dev.vestibule.flow.factor.passkey;

import dev.vestibule.flow.factor.Factor;

/**
 * Passkeys (Web Authentication): several for each account, as a second factor, and as a sign-in
 * without a username.
 *
 * @param userVerification what a passkey asks of its user as a second factor
 */
public record PasskeyFactor(Enrolment enrolment, UserVerification userVerification)
        implements Factor {
    /** Its id. */
    public static final String ID = "passkey";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public boolean identifies() {
        return true;
    }

    /** Whether a passkey checks its user, by PIN or biometrics (section 5.8.6). */
    public enum UserVerification {
        /** An answer without it is refused. */
        REQUIRED,
        /** Where the passkey can. */
        PREFERRED,
        /** A touch is enough. */
        DISCOURAGED
    }
}
