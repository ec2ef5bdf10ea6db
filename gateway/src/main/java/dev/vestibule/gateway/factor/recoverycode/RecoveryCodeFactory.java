package dev.vestibule.gateway.factor.recoverycode;

import dev.vestibule.flow.factor.recoverycode.RecoveryCodeFactor;
import dev.vestibule.gateway.factor.FactorGuard;
import dev.vestibule.gateway.factor.FactorStore;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginState;

import java.util.Set;

/** Makes the authenticator of recovery codes. */
public record RecoveryCodeFactory(FactorStore store, FactorGuard guard, RecoveryCodes codes)
        implements Authenticator.Factory<RecoveryCodeFactor> {
    @Override
    public Class<RecoveryCodeFactor> kind() {
        return RecoveryCodeFactor.class;
    }

    @Override
    public Set<Class<? extends LoginState>> states() {
        return Set.of(
                RecoveryCodeAuthenticator.RecoveryCodeAsked.class,
                RecoveryCodeEnrolment.RecoveryCodesShown.class);
    }

    @Override
    public Authenticator create(RecoveryCodeFactor settings) {
        return new RecoveryCodeAuthenticator(
                store, guard, codes, new RecoveryCodeEnrolment(settings.count(), store, codes));
    }
}
