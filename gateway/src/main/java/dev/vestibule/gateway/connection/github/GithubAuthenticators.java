package dev.vestibule.gateway.connection.github;

import dev.vestibule.flow.connection.GithubConnection;
import dev.vestibule.gateway.connection.oauth.CodeFlow;
import dev.vestibule.gateway.connection.oauth.CodeState;
import dev.vestibule.gateway.connection.oauth.OAuthProvider;
import dev.vestibule.gateway.connection.oidc.OidcResources;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginState;

import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * Makes the authenticators of GitHub connections.
 *
 * @param gateway public origin of the gateway's own pages
 */
public record GithubAuthenticators(URI gateway, OidcResources resources)
        implements Authenticator.Factory<GithubConnection> {
    private static final String GITHUB = "https://github.com";

    /** Scopes of which one lets us read the user's addresses. */
    private static final Set<String> OF_ADDRESSES = Set.of("user", "user:email");

    @Override
    public Class<GithubConnection> kind() {
        return GithubConnection.class;
    }

    @Override
    public Set<Class<? extends LoginState>> states() {
        return Set.of(CodeState.class);
    }

    @Override
    public Authenticator create(GithubConnection connection) {
        String issuer = connection.subjectIssuer();
        OidcResources trusting = resources.trusting(connection.ca());
        List<String> scopes = connection.client().scopes();
        boolean addresses = scopes.stream().anyMatch(OF_ADDRESSES::contains);
        return new CodeFlow(
                connection.client(),
                provider(issuer),
                gateway,
                trusting,
                new GithubUser(api(issuer), addresses, trusting.http()));
    }

    /** Where it has its sign-in, and the name that it has there (RFC 8414). */
    static OAuthProvider provider(String issuer) {
        String place = issuer + "/login/oauth";
        return new OAuthProvider(
                URI.create(place + "/authorize"),
                URI.create(place + "/access_token"),
                place,
                Set.of("select_account"));
    }

    /**
     * Where its interface for programs is: the servers of organisations have it beside the pages.
     */
    static String api(String issuer) {
        if (issuer.equals(GITHUB)) {
            return "https://api.github.com";
        }
        return issuer.endsWith(".ghe.com")
                ? issuer.replace("https://", "https://api.")
                : issuer + "/api/v3";
    }
}
