package dev.vestibule.flow.factor.emailotp;

import dev.vestibule.flow.factor.FactorType;
import dev.vestibule.flow.mail.MailKeys;
import dev.vestibule.flow.mail.MailLimits;
import dev.vestibule.flow.schema.InvalidValue;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;

import java.time.Duration;
import java.util.Map;

/** The keys of {@code factors.email_otp}. */
public final class EmailOtpType implements FactorType<EmailOtpFactor> {
    private static final ScalarType<Integer> ATTEMPTS =
            new ScalarType<>("a whole number from 1 to 10", 5, EmailOtpType::attempts);

    private final Keys keys =
            new Keys(
                    "One-time codes that are sent to the mail address of the account. A code is"
                            + " valid once, and in the login that asked for it.");
    private final Key<Integer> digits =
            keys.preset("digits", Types.choice(Map.of("6", 6, "7", 7, "8", 8)), "6")
                    .means("the length of a code.");
    private final Key<Duration> lifetime = MailKeys.lifetime(keys, "5m", "code");
    private final Key<Integer> attempts =
            keys.preset("attempts", ATTEMPTS, "5")
                    .means(
                            "the number of wrong answers after which a code is void; the limits of"
                                    + " `gateway.protection` apply as well.");
    private final Key<MailLimits> mails = MailKeys.limits(keys);

    @Override
    public String id() {
        return EmailOtpFactor.ID;
    }

    @Override
    public String meaning() {
        return "one-time codes by mail; needs `mail`.";
    }

    @Override
    public Section<EmailOtpFactor> section() {
        return keys.reads(fields ->
                new EmailOtpFactor(
                        fields.get(digits),
                        fields.get(lifetime),
                        fields.get(attempts),
                        fields.get(mails)));
    }

    private static Integer attempts(String text) throws InvalidValue {
        InvalidValue.unless(
                text.matches("[1-9]|10"), "which is not allowed", "Write 5, for example.");
        return Integer.valueOf(text);
    }
}
