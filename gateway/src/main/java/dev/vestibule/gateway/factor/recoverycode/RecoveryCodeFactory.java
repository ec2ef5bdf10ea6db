package dev.vestibule.gateway.factor.recoverycode;

import dev.vestibule.flow.factor.recoverycode.RecoveryCodeFactor;
import dev.vestibule.gateway.factor.FactorGuard;
import dev.vestibule.gateway.factor.FactorStore;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginState;

import java.util.Set;

/** Makes the authenticator of recovery codes. */
public final class RecoveryCodeFactory implements Authenticator.Factory<RecoveryCodeFactor> {
    private final FactorStore store;
    private final FactorGuard guard;
    private final RecoveryCodes codes;

    public RecoveryCodeFactory(FactorStore store, FactorGuard guard, RecoveryCodes codes) {
        this.store = store;
        this.guard = guard;
        this.codes = codes;
    }

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
