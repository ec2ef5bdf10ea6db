package dev.vestibule.gateway.factor.passkey;

import dev.vestibule.flow.factor.passkey.PasskeyFactor;
import dev.vestibule.gateway.factor.FactorGuard;
import dev.vestibule.gateway.factor.FactorStore;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginState;

import java.net.URI;
import java.time.InstantSource;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Makes the authenticator of passkeys. */
public final class PasskeyFactory implements Authenticator.Factory<PasskeyFactor> {
    private final PasskeyParts parts;

    /**
     * @param gateway public origin of the gateway's own pages
     */
    public PasskeyFactory(
            URI gateway,
            FactorStore store,
            FactorGuard guard,
            InstantSource clock,
            RandomGenerator random) {
        parts =
                new PasskeyParts(
                        new RelyingParty(gateway, clock), new Passkeys(store), guard, random);
    }

    @Override
    public Class<PasskeyFactor> kind() {
        return PasskeyFactor.class;
    }

    @Override
    public Set<Class<? extends LoginState>> states() {
        return Set.of(
                PasskeyAuthenticator.PasskeyAsked.class, PasskeyEnrolment.PasskeyOffered.class);
    }

    @Override
    public Authenticator create(PasskeyFactor settings) {
        return new PasskeyAuthenticator(settings, parts, new PasskeyEnrolment(settings, parts));
    }
}
