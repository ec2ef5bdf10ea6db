package dev.vestibule.flow.factor.magiclink;

import dev.vestibule.flow.factor.FactorType;
import dev.vestibule.flow.mail.MailKeys;
import dev.vestibule.flow.mail.MailLimits;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.Section;

import java.time.Duration;

/** The keys of {@code factors.magic_link}. */
public final class MagicLinkType implements FactorType<MagicLinkFactor> {
    private final Keys keys =
            new Keys(
                    "A link that is sent to the mail address of the account. It is valid once, in"
                            + " the browser that began the login.");
    private final Key<Duration> lifetime = MailKeys.lifetime(keys, "10m", "link");
    private final Key<MailLimits> mails = MailKeys.limits(keys);

    @Override
    public String id() {
        return MagicLinkFactor.ID;
    }

    @Override
    public String meaning() {
        return "a link by mail; needs `mail`.";
    }

    @Override
    public Section<MagicLinkFactor> section() {
        return keys.reads(fields -> new MagicLinkFactor(fields.get(lifetime), fields.get(mails)));
    }
}
