package dev.vestibule.flow.factor.totp;

import dev.vestibule.flow.factor.Factor;

/**
 * Time-based one-time codes (RFC 6238) of an authenticator app.
 *
 * @param algorithm of codes that are set up from now on
 * @param digits of codes that are set up from now on: 6 or 8
 */
public record TotpFactor(Enrolment enrolment, Algorithm algorithm, int digits) implements Factor {
    /** Its id. */
    public static final String ID = "totp";

    @Override
    public String id() {
        return ID;
    }

    /** The hash functions of RFC 6238, section 1.2. */
    public enum Algorithm {
        SHA1,
        SHA256,
        SHA512
    }
}
