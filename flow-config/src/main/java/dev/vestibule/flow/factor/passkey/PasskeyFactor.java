package dev.vestibule.flow.factor.passkey;

import dev.vestibule.flow.factor.Factor;
import dev.vestibule.flow.factor.FactorType;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.KeyTable.Named;
import dev.vestibule.flow.schema.Section;

/**
 * Passkeys (Web Authentication): several for each account, as a second factor, and as a sign-in
 * without a username.
 *
 * @param userVerification what a passkey asks of its user as a second factor
 */
@KeyTable(
        """
        Passkeys and security keys (Web Authentication). They belong to the host of `gateway.url`:
        users set them up again when that host changes.
        """
                + Factor.ENROL
                + """
                | user-verification | `required` | whether the passkey checks its user by PIN or
                  biometrics when it is a second factor: `required`, `preferred` where it can, or
                  `discouraged`. A sign-in without a username always requires it.
                """)
public record PasskeyFactor(@Named("enrol") Enrolment enrolment, UserVerification userVerification)
        implements Factor {
    /** Its id. */
    public static final String ID = "passkey";

    /** Its kind. */
    public static FactorType<PasskeyFactor> type() {
        return new FactorType<>(
                ID,
                "passkeys, as a second factor or to sign in without a username.",
                PasskeyFactor.class,
                Section.of(PasskeyFactor.class));
    }

    @Override
    public boolean isSealed() {
        return true;
    }

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
