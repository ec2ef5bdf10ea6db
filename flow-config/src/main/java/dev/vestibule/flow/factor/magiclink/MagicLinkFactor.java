package dev.vestibule.flow.factor.magiclink;

import dev.vestibule.flow.factor.Factor;
import dev.vestibule.flow.factor.FactorType;
import dev.vestibule.flow.mail.MailLimits;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.Section;

import java.time.Duration;
import java.util.Map;

/**
 * A link that is sent to the account's mail address.
 *
 * @param lifetime how long it is valid
 */
@KeyTable(
        """
        A link that is sent to the mail address of the account. It is valid once, in the browser that
        began the login.
        | lifetime | `10m` | how long a link is valid, from 30s to 15m; the login itself ends after 15m.
        | mails | its defaults | how many mails are sent.
        """)
public record MagicLinkFactor(Duration lifetime, MailLimits mails) implements Factor {
    /** Its id. */
    public static final String ID = "magic_link";

    /** Its kind. */
    public static FactorType<MagicLinkFactor> type() {
        return new FactorType<>(
                ID,
                "a link by mail; needs `mail`.",
                MagicLinkFactor.class,
                Section.of(MagicLinkFactor.class, Map.of("lifetime", MailLimits.LIFETIME)));
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
