package dev.vestibule.flow.factor.recoverycode;

import dev.vestibule.flow.factor.Factor;

/**
 * Codes for the day on which another factor is lost; each is valid once.
 *
 * @param count how many a user gets
 */
public record RecoveryCodeFactor(int count) implements Factor {
    /** Its id. */
    public static final String ID = "recovery_code";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Enrolment enrolment() {
        return Enrolment.ALLOW;
    }
}
