package dev.vestibule.gateway.oidc;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;

import dev.vestibule.flow.model.Connection;
import dev.vestibule.gateway.idp.AuthenticationFailure;

import io.vertx.core.Future;

import net.minidev.json.JSONObject;

import java.net.URI;

/** Exchanges a code for tokens (OpenID Connect Core, section 3.1.3). */
final class TokenEndpoint {
    private final Connection.Oidc connection;
    private final URI redirectUri;
    private final BoundedHttp http;

    TokenEndpoint(Connection.Oidc connection, URI redirectUri, BoundedHttp http) {
        this.connection = connection;
        this.redirectUri = redirectUri;
        this.http = http;
    }

    /** Spends the code. */
    Future<Tokens> redeem(URI endpoint, String code, String codeVerifier) {
        AuthorizationCodeGrant grant =
                new AuthorizationCodeGrant(
                        new AuthorizationCode(code), redirectUri, new CodeVerifier(codeVerifier));
        TokenRequest request =
                new TokenRequest.Builder(endpoint, clientAuthentication(), grant).build();
        return http.send(request.toHTTPRequest()).map(TokenEndpoint::tokens);
    }

    private ClientAuthentication clientAuthentication() {
        ClientID id = new ClientID(connection.clientId());
        Secret secret = new Secret(connection.clientSecret().reveal());
        return switch (connection.clientAuthentication()) {
            case BASIC -> new ClientSecretBasic(id, secret);
            case POST -> new ClientSecretPost(id, secret);
        };
    }

    private static Tokens tokens(HttpAnswer answer) {
        if (answer.overloaded()) {
            throw Refusal.unavailable("the token request is answered with " + answer.status());
        }
        try {
            JSONObject json = JSONObjectUtils.parse(answer.body().toString());
            if (json.get("error") != null || answer.status() != 200) {
                throw refused(answer, json);
            }
            return tokens(AccessTokenResponse.parse(json));
        } catch (ParseException _) {
            throw Refusal.garbled("the token answer is not as OAuth 2.0 has it");
        }
    }

    private static Tokens tokens(AccessTokenResponse response) {
        if (!(response.getCustomParameters().get("id_token") instanceof String idToken)) {
            throw Refusal.garbled("the token answer has no ID token");
        }
        BearerAccessToken accessToken = response.getTokens().getBearerAccessToken();
        if (accessToken == null) {
            throw Refusal.garbled("the token answer's token_type is not Bearer");
        }
        return new Tokens(idToken, accessToken);
    }

    private static AuthenticationFailure refused(HttpAnswer answer, JSONObject json) {
        String code = ProtocolErrors.named(json.get("error"));
        return Refusal.providerError(
                "the token request is refused with status " + answer.status() + ", " + code);
    }

    /** What a code was exchanged for. Its text form hides it. */
    record Tokens(String idToken, BearerAccessToken accessToken) {
        @Override
        public String toString() {
            return "Tokens[hidden]";
        }
    }
}
