package dev.vestibule.flow.factor.emailotp;

import dev.vestibule.flow.factor.Factor;
import dev.vestibule.flow.factor.FactorType;
import dev.vestibule.flow.mail.MailLimits;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;

import java.time.Duration;
import java.util.Map;

/**
 * One-time codes that are sent to the account's mail address.
 *
 * @param digits length of a code
 * @param lifetime how long a code is valid
 * @param attempts wrong answers after which a code is void
 */
@KeyTable(
        """
        One-time codes that are sent to the mail address of the account. A code is valid once, and in
        the login that asked for it.
        | digits | `6` | the length of a code.
        | lifetime | `5m` | how long a code is valid, from 30s to 15m; the login itself ends after 15m.
        | attempts | `5` | the number of wrong answers after which a code is void; the limits of
          `gateway.protection` apply as well.
        | mails | its defaults | how many mails are sent.
        """)
public record EmailOtpFactor(int digits, Duration lifetime, int attempts, MailLimits mails)
        implements Factor {
    /** Its id. */
    public static final String ID = "email_otp";

    /** Its kind. */
    public static FactorType<EmailOtpFactor> type() {
        return new FactorType<>(
                ID,
                "one-time codes by mail; needs `mail`.",
                EmailOtpFactor.class,
                Section.of(
                        EmailOtpFactor.class,
                        Map.of(
                                "digits", Types.choice(Map.of("6", 6, "7", 7, "8", 8)),
                                "lifetime", MailLimits.LIFETIME,
                                "attempts", Types.number(1, 10, 5))));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public boolean sendsMail() {
        return true;
    }
}
