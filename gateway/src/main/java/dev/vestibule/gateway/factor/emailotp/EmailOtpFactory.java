package dev.vestibule.gateway.factor.emailotp;

import dev.vestibule.flow.factor.emailotp.EmailOtpFactor;
import dev.vestibule.gateway.factor.AccountMails;
import dev.vestibule.gateway.factor.FactorGuard;
import dev.vestibule.gateway.factor.KeyRing;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginState;

import java.time.InstantSource;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Makes the authenticator of codes by mail. */
public final class EmailOtpFactory implements Authenticator.Factory<EmailOtpFactor> {
    private final AccountMails mails;
    private final FactorGuard guard;
    private final KeyRing keys;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * @param random cryptographically strong
     */
    public EmailOtpFactory(
            AccountMails mails,
            FactorGuard guard,
            KeyRing keys,
            InstantSource clock,
            RandomGenerator random) {
        this.mails = mails;
        this.guard = guard;
        this.keys = keys;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Class<EmailOtpFactor> kind() {
        return EmailOtpFactor.class;
    }

    @Override
    public Set<Class<? extends LoginState>> states() {
        return Set.of(EmailOtpAuthenticator.EmailCodeAsked.class);
    }

    @Override
    public Authenticator create(EmailOtpFactor settings) {
        return new EmailOtpAuthenticator(settings, mails, guard, keys, clock, random);
    }
}
