package dev.vestibule.flow.factor.emailotp;

import dev.vestibule.flow.factor.Factor;
import dev.vestibule.flow.mail.MailLimits;

import java.time.Duration;

/**
 * One-time codes that are sent to the account's mail address.
 *
 * @param digits length of a code
 * @param lifetime how long a code is valid
 * @param attempts wrong answers after which a code is void
 */
public record EmailOtpFactor(int digits, Duration lifetime, int attempts, MailLimits mails)
        implements Factor {
    /** Its id. */
    public static final String ID = "email_otp";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public boolean sendsMail() {
        return true;
    }
}
