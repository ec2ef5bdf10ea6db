package dev.vestibule.gateway.factor.password;

import dev.vestibule.flow.factor.password.PasswordFactor;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginState;

import java.util.Set;

/** Makes the authenticator of passwords. */
public record PasswordFactory(PasswordChange changes)
        implements Authenticator.Factory<PasswordFactor> {
    @Override
    public Class<PasswordFactor> kind() {
        return PasswordFactor.class;
    }

    @Override
    public Set<Class<? extends LoginState>> states() {
        return Set.of(
                PasswordAuthenticator.PasswordAsked.class,
                PasswordAuthenticator.NewPasswordAsked.class);
    }

    @Override
    public Authenticator create(PasswordFactor settings) {
        return new PasswordAuthenticator(settings, changes);
    }
}
