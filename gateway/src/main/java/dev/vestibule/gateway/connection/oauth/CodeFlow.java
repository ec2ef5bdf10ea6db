package dev.vestibule.gateway.connection.oauth;

import static com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod.S256;

import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;

import dev.vestibule.flow.connection.OAuthClient;
import dev.vestibule.gateway.connection.oidc.AnswerInspection;
import dev.vestibule.gateway.connection.oidc.OidcFailures;
import dev.vestibule.gateway.connection.oidc.OidcResources;
import dev.vestibule.gateway.connection.oidc.TokenEndpoint;
import dev.vestibule.gateway.identity.Claims;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginState;

import io.vertx.core.Future;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The authorization code flow with PKCE (RFC 6749, section 4.1; RFC 7636) at a provider without ID
 * tokens: the access token came from the provider itself over TLS, for a code that only the browser
 * of this login and our client can redeem, and its user API says whose it is. The token lives until
 * then.
 *
 * <p>Such a provider proves neither when nor how the user signed in there, so an attempt that asks
 * for that fails.
 */
public final class CodeFlow implements Authenticator {
    private final OAuthClient client;
    private final OAuthProvider provider;
    private final URI redirectUri;
    private final OidcResources resources;
    private final AnswerInspection inspection;
    private final TokenEndpoint tokens;
    private final UserApi users;

    /**
     * Makes an authenticator; it makes no call before the first login.
     *
     * @param gateway public origin of the gateway's own pages
     */
    public CodeFlow(
            OAuthClient client,
            OAuthProvider provider,
            URI gateway,
            OidcResources resources,
            UserApi users) {
        this.client = client;
        this.provider = provider;
        this.resources = resources;
        this.users = users;
        redirectUri = URI.create(gateway + "/.vestibule/callback/" + client.id());
        inspection = new AnswerInspection(provider.answerIssuer()::equals);
        var secret =
                new ClientSecretPost(
                        new ClientID(client.clientId()),
                        new Secret(client.clientSecret().reveal()));
        tokens = new TokenEndpoint(_ -> secret, redirectUri, resources.http());
    }

    @Override
    public Future<Challenge> begin(Attempt attempt) {
        Attempt.Asked asked = attempt.asked().get();
        if (asked.fresh() || asked.maxAge() != null || !asked.acr().isEmpty()) {
            return failed(
                    OidcFailures.notNew(
                            "the provider has no OpenID Connect, and cannot say when or how the"
                                    + " user signed in there"));
        }
        String verifier = resources.tokens().next();
        OAuth2AuthorizationURL request = request(attempt.key(), verifier);
        OidcResources.add(parameters(asked), request);
        return Future.succeededFuture(
                new Challenge.Redirect(
                        URI.create(
                                provider.authorization()
                                        + "?"
                                        + resources.query(client.clientId(), request)),
                        new CodeState(verifier)));
    }

    private OAuth2AuthorizationURL request(String state, String verifier) {
        return new OAuth2AuthorizationURL()
                .setRedirectUri(redirectUri.toString())
                .setScopes(client.scopes())
                .setState(state)
                .setCodeChallenge(
                        CodeChallenge.compute(S256, new CodeVerifier(verifier)).getValue())
                .setCodeChallengeMethod(S256.getValue());
    }

    /** Of what this login asks for, a provider gets the values of prompt that it knows. */
    private Map<String, String> parameters(Attempt.Asked asked) {
        Map<String, String> parameters = new LinkedHashMap<>(client.authorizationParameters());
        asked.parameters()
                .forEach((name, value) -> {
                    if (!name.equals(Attempt.Asked.PROMPT) || provider.prompts().contains(value)) {
                        parameters.put(name, value);
                    }
                });
        return parameters;
    }

    @Override
    public void inspect(LoginState state, Answer answer) {
        try {
            inspection.code(answer.parameters());
        } catch (AuthenticationFailure failure) {
            OidcFailures.log(client.id(), failure);
            throw failure;
        }
    }

    @Override
    public Future<Verdict> verify(Attempt attempt, LoginState state, Answer answer) {
        String verifier = ((CodeState) state).codeVerifier();
        return Future.succeededFuture()
                .map(_ -> inspection.code(answer.parameters()))
                .compose(code -> tokens.access(provider.token(), code, verifier))
                .compose(users::claims)
                .map(claims -> (Verdict) new Verdict.Identified(identity(claims)))
                .recover(this::failed);
    }

    private VerifiedIdentity identity(Map<String, Object> claims) {
        return new VerifiedIdentity(
                client.id(),
                client.issuer().toString(),
                (String) Objects.requireNonNull(claims.get("sub")),
                new Claims(claims),
                resources.clock().instant(),
                List.of());
    }

    private <T> Future<T> failed(Throwable cause) {
        AuthenticationFailure failure = OidcFailures.from(cause);
        OidcFailures.log(client.id(), failure);
        return Future.failedFuture(failure);
    }
}
