package dev.vestibule.gateway.factor.magiclink;

import dev.vestibule.flow.factor.magiclink.MagicLinkFactor;
import dev.vestibule.gateway.factor.AccountMails;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginState;

import java.net.URI;
import java.time.InstantSource;
import java.util.Set;

/**
 * Makes the authenticator of links by mail.
 *
 * @param gateway public origin of the gateway's own pages
 */
public record MagicLinkFactory(URI gateway, AccountMails mails, Tokens tokens, InstantSource clock)
        implements Authenticator.Factory<MagicLinkFactor> {
    @Override
    public Class<MagicLinkFactor> kind() {
        return MagicLinkFactor.class;
    }

    @Override
    public Set<Class<? extends LoginState>> states() {
        return Set.of(MagicLinkAuthenticator.MagicLinkSent.class);
    }

    @Override
    public Authenticator create(MagicLinkFactor settings) {
        return new MagicLinkAuthenticator(settings, gateway, mails, tokens, clock);
    }
}
