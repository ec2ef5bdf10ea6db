package dev.vestibule.gateway.connection.facebook;

import dev.vestibule.flow.connection.FacebookConnection;
import dev.vestibule.gateway.connection.oauth.CodeFlow;
import dev.vestibule.gateway.connection.oauth.CodeState;
import dev.vestibule.gateway.connection.oauth.OAuthProvider;
import dev.vestibule.gateway.connection.oidc.OidcResources;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginState;

import java.net.URI;
import java.util.Set;

/**
 * Makes the authenticators of Facebook connections. The addresses have no version, so that each app
 * has the oldest one that Facebook still serves: the fields that are used are the same in all.
 *
 * @param gateway public origin of the gateway's own pages
 */
public record FacebookAuthenticators(URI gateway, OidcResources resources)
        implements Authenticator.Factory<FacebookConnection> {
    private static final String FACEBOOK = "https://www.facebook.com";

    @Override
    public Class<FacebookConnection> kind() {
        return FacebookConnection.class;
    }

    @Override
    public Set<Class<? extends LoginState>> states() {
        return Set.of(CodeState.class);
    }

    @Override
    public Authenticator create(FacebookConnection connection) {
        String issuer = connection.subjectIssuer();
        OidcResources trusting = resources.trusting(connection.ca());
        String graph = graph(issuer);
        return new CodeFlow(
                connection.client(),
                new OAuthProvider(
                        URI.create(issuer + "/dialog/oauth"),
                        URI.create(graph + "/oauth/access_token"),
                        issuer,
                        Set.of()),
                gateway,
                trusting,
                new FacebookUser(graph, connection.client().clientSecret(), trusting.http()));
    }

    /** Tests play both parts at one address. */
    static String graph(String issuer) {
        return issuer.equals(FACEBOOK) ? "https://graph.facebook.com" : issuer;
    }
}
