package dev.vestibule.flow.factor.totp;

import dev.vestibule.flow.factor.Factor;
import dev.vestibule.flow.factor.FactorType;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.KeyTable.Named;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;

import java.util.Map;

/**
 * Time-based one-time codes (RFC 6238) of an authenticator app.
 *
 * @param algorithm of codes that are set up from now on
 * @param digits of codes that are set up from now on: 6 or 8
 */
@KeyTable(
        """
        One-time codes of an authenticator app (RFC 6238). A code lives for 30 seconds; the one before
        and the one after are accepted too, each once.
        """
                + Factor.ENROL
                + """
                | algorithm | `sha1` | the hash function of new secrets; many authenticator apps know
                  `sha1` only.
                | digits | `6` | the length of the codes of new secrets.
                """)
public record TotpFactor(@Named("enrol") Enrolment enrolment, Algorithm algorithm, int digits)
        implements Factor {
    /** Its id. */
    public static final String ID = "totp";

    /** Its kind. */
    public static FactorType<TotpFactor> type() {
        return new FactorType<>(
                ID,
                "one-time codes of an authenticator app.",
                TotpFactor.class,
                Section.of(
                        TotpFactor.class, Map.of("digits", Types.choice(Map.of("6", 6, "8", 8)))));
    }

    @Override
    public boolean isSealed() {
        return true;
    }

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
