package dev.vestibule.gateway.oidc;

import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;

import dev.vestibule.flow.model.Connection;
import dev.vestibule.gateway.idp.AuthenticationStart;

import java.net.URI;
import java.util.Base64;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Makes authorization requests: code, PKCE S256 and a nonce (OpenID Connect Core, 3.1.2.1). */
final class AuthorizationRequests {
    /** Parameters that the connection's own may not replace or bend. */
    private static final Set<String> OF_THE_PROTOCOL =
            Set.of(
                    "response_type",
                    "response_mode",
                    "client_id",
                    "redirect_uri",
                    "scope",
                    "state",
                    "nonce",
                    "code_challenge",
                    "code_challenge_method",
                    "request",
                    "request_uri",
                    "registration",
                    "client_secret",
                    "dpop_jkt");

    private static final int SECRET_BYTES = 32;

    private final Connection.Oidc connection;
    private final URI redirectUri;
    private final RandomGenerator random;

    AuthorizationRequests(Connection.Oidc connection, URI redirectUri, RandomGenerator random) {
        this.connection = connection;
        this.redirectUri = redirectUri;
        this.random = random;
    }

    /** A request with a new nonce and code verifier. */
    AuthenticationStart create(URI endpoint, String state) {
        String nonce = secret();
        String codeVerifier = secret();
        AuthenticationRequest.Builder request =
                new AuthenticationRequest.Builder(
                                ResponseType.CODE,
                                scope(),
                                new ClientID(connection.clientId()),
                                redirectUri)
                        .endpointURI(endpoint)
                        .state(new State(state))
                        .nonce(new Nonce(nonce))
                        .codeChallenge(new CodeVerifier(codeVerifier), CodeChallengeMethod.S256);
        connection.authorizationParameters().forEach((name, value) -> add(request, name, value));
        return new AuthenticationStart(request.build().toURI(), nonce, codeVerifier);
    }

    private Scope scope() {
        Scope scope = new Scope("openid");
        connection.scopes().forEach(scope::add);
        return scope;
    }

    private static void add(AuthenticationRequest.Builder request, String name, String value) {
        if (!OF_THE_PROTOCOL.contains(name)) {
            request.customParameter(name, value);
        }
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
