package dev.vestibule.flow.factor.magiclink;

import dev.vestibule.flow.factor.Factor;
import dev.vestibule.flow.mail.MailLimits;

import java.time.Duration;

/**
 * A link that is sent to the account's mail address.
 *
 * @param lifetime how long it is valid
 */
public record MagicLinkFactor(Duration lifetime, MailLimits mails) implements Factor {
    /** Its id. */
    public static final String ID = "magic_link";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public boolean sendsMail() {
        return true;
    }
}
