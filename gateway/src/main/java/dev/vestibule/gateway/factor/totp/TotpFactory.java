package dev.vestibule.gateway.factor.totp;

import dev.vestibule.flow.factor.totp.TotpFactor;
import dev.vestibule.gateway.factor.FactorGuard;
import dev.vestibule.gateway.factor.FactorStore;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginState;
import dev.vestibule.gateway.store.StoreFactory;

import java.time.InstantSource;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Makes the authenticator of one-time codes. */
public final class TotpFactory implements Authenticator.Factory<TotpFactor> {
    private final String issuer;
    private final FactorStore store;
    private final FactorGuard guard;
    private final TotpCodes codes;
    private final RandomGenerator random;

    /**
     * @param issuer the name under which an app lists the codes
     */
    public TotpFactory(
            String issuer,
            FactorStore store,
            FactorGuard guard,
            StoreFactory stores,
            InstantSource clock,
            RandomGenerator random) {
        this.issuer = issuer;
        this.store = store;
        this.guard = guard;
        this.codes = new TotpCodes(stores, clock);
        this.random = random;
    }

    @Override
    public Class<TotpFactor> kind() {
        return TotpFactor.class;
    }

    @Override
    public Set<Class<? extends LoginState>> states() {
        return Set.of(TotpAuthenticator.TotpAsked.class, TotpEnrolment.TotpShown.class);
    }

    @Override
    public Authenticator create(TotpFactor settings) {
        return new TotpAuthenticator(
                store,
                guard,
                codes,
                new TotpEnrolment(settings, issuer, store, guard, codes, random));
    }
}
