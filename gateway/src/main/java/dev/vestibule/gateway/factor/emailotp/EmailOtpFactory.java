package dev.vestibule.gateway.factor.emailotp;

import dev.vestibule.flow.factor.emailotp.EmailOtpFactor;
import dev.vestibule.gateway.factor.AccountMails;
import dev.vestibule.gateway.factor.FactorGuard;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginState;
import dev.vestibule.gateway.seal.KeyRing;

import java.time.InstantSource;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Makes the authenticator of codes by mail.
 *
 * @param random cryptographically strong
 */
public record EmailOtpFactory(
        AccountMails mails,
        FactorGuard guard,
        KeyRing keys,
        InstantSource clock,
        RandomGenerator random)
        implements Authenticator.Factory<EmailOtpFactor> {
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
