package dev.vestibule.gateway.factor.passphrase;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.gateway.factor.passphrase.PassphraseAuthenticator.PassphraseState;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginState;

import java.util.HashSet;
import java.util.Set;

/**
 * Registers the passphrase beside what is there already: the option with the id {@code passphrase}
 * asks for its own id.
 */
public final class PassphraseFactory implements Authenticator.Factory<OidcConnection> {
    private static final String OPTION = "passphrase";

    private final Authenticator.Factory<OidcConnection> others;

    /**
     * @param others makes every other option
     */
    public PassphraseFactory(Authenticator.Factory<OidcConnection> others) {
        this.others = others;
    }

    @Override
    public Class<OidcConnection> kind() {
        return OidcConnection.class;
    }

    @Override
    public Set<Class<? extends LoginState>> states() {
        Set<Class<? extends LoginState>> states = new HashSet<>(others.states());
        states.add(PassphraseState.class);
        return states;
    }

    @Override
    public Authenticator create(OidcConnection connection) {
        return connection.id().equals(OPTION)
                ? new PassphraseAuthenticator(connection.clientSecret().reveal())
                : others.create(connection);
    }
}
