package dev.vestibule.gateway.connection.oidc;

import static dev.vestibule.gateway.connection.oidc.OidcFailures.garbled;
import static dev.vestibule.gateway.connection.oidc.OidcFailures.shown;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;

import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.outbound.HttpAnswer;
import dev.vestibule.gateway.outbound.JsonObjects;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Exchanges a code for tokens (OpenID Connect Core, section 3.1.3).
 *
 * @param client proves to an endpoint that the gateway is its client
 */
public record TokenEndpoint(
        Function<URI, ClientAuthentication> client, URI redirectUri, ProviderHttp http) {
    /** RFC 6749, appendix A.12. */
    private static final Pattern HEADER_TEXT = Pattern.compile("[\\x21-\\x7e]+");

    /** Spends the code at a provider without ID tokens. */
    public Future<BearerAccessToken> access(URI endpoint, String code, String codeVerifier) {
        return exchanged(endpoint, code, codeVerifier).map(TokenEndpoint::bearer);
    }

    /** Spends the code. */
    Future<Tokens> redeem(URI endpoint, String code, String codeVerifier) {
        return exchanged(endpoint, code, codeVerifier).map(TokenEndpoint::tokens);
    }

    /** Spends a refresh token (OpenID Connect Core, section 12.1). */
    Future<Refreshed> refresh(URI endpoint, String refreshToken) {
        RefreshTokenGrant grant = new RefreshTokenGrant(new RefreshToken(refreshToken));
        var request = new TokenRequest.Builder(endpoint, client.apply(endpoint), grant).build();
        return http.send(request.toHTTPRequest()).map(TokenEndpoint::refreshed);
    }

    private static Refreshed refreshed(HttpAnswer answer) {
        if (answer.status() != 200
                && error(answer) instanceof String code
                && (code.equals("invalid_grant") || OidcFailures.isRefusal(code))) {
            throw OidcFailures.denied(
                    "the refresh token is refused: %s (%s)", code, answer.place());
        }
        Members members = accepted(answer);
        return new Refreshed(members.text("id_token"), bearer(members), refreshToken(members));
    }

    private Future<Members> exchanged(URI endpoint, String code, String codeVerifier) {
        AuthorizationCodeGrant grant =
                new AuthorizationCodeGrant(
                        new AuthorizationCode(code), redirectUri, new CodeVerifier(codeVerifier));
        var request = new TokenRequest.Builder(endpoint, client.apply(endpoint), grant).build();
        return http.send(request.toHTTPRequest()).map(TokenEndpoint::accepted);
    }

    /** Section 3.1.3.3; what we do not use, such as the scope, may be anything. */
    private static Members accepted(HttpAnswer answer) {
        if (answer.status() != 200) {
            throw refused(answer);
        }
        Members members =
                ProviderHttp.json(
                        answer,
                        flaw -> garbled("the token answer is not as OAuth 2.0 has it: " + flaw));
        if (members.values().containsKey("error")) {
            throw refused(answer, members.values().get("error"));
        }
        return members;
    }

    private static Tokens tokens(Members members) {
        BearerAccessToken accessToken = bearer(members);
        if (!(members.values().get("id_token") instanceof String idToken)) {
            throw garbled("the token answer has no ID token");
        }
        return new Tokens(idToken, accessToken, refreshToken(members));
    }

    private static BearerAccessToken bearer(Members members) {
        String accessToken = accessToken(members);
        // Without a type we say Bearer, the only one that we support.
        String type = members.text("token_type");
        if (type != null && !type.equalsIgnoreCase("bearer")) {
            throw garbled("the token answer's token_type is %s, not Bearer", shown(type));
        }
        if (!HEADER_TEXT.matcher(accessToken).matches()) {
            throw garbled("the token answer's access_token cannot be written into a header");
        }
        return new BearerAccessToken(accessToken);
    }

    /** A sign-in does without one. */
    private static @Nullable String refreshToken(Members members) {
        return members.values().get("refresh_token") instanceof String token ? token : null;
    }

    /** Whatever it is, its value is a secret. */
    private static String accessToken(Members members) {
        return switch (members.values().get("access_token")) {
            case null -> throw members.refusal().apply("it has no access_token");
            case String text -> text;
            case Object other ->
                    throw members.refusal()
                            .apply("its access_token is " + OidcFailures.kind(other));
        };
    }

    private static AuthenticationFailure refused(HttpAnswer answer) {
        return answer.overloaded()
                ? OidcFailures.unavailable(
                        "the token request (%s) is answered with status %s",
                        answer.place(), answer.status())
                : refused(answer, error(answer));
    }

    /** The error code, as far as one can be read: the request is refused in any case. */
    private static @Nullable Object error(HttpAnswer answer) {
        try {
            return JsonObjects.parse(answer.body().getBytes(), OidcFailures::garbled).get("error");
        } catch (AuthenticationFailure _) {
            return null;
        }
    }

    private static AuthenticationFailure refused(HttpAnswer answer, @Nullable Object error) {
        return OidcFailures.providerError(
                "the token request is refused with status %s, %s (%s)",
                answer.status(), OidcFailures.named(error), answer.place());
    }

    /** What a code was exchanged for. Its text form hides it. */
    record Tokens(String idToken, BearerAccessToken accessToken, @Nullable String refreshToken) {
        @Override
        public String toString() {
            return "Tokens[hidden]";
        }
    }

    /**
     * What a refresh token was exchanged for. Its text form hides it.
     *
     * @param idToken null where the provider sends none (section 12.2)
     * @param refreshToken the next one; null where the old one stays valid
     */
    record Refreshed(
            @Nullable String idToken,
            BearerAccessToken accessToken,
            @Nullable String refreshToken) {
        @Override
        public String toString() {
            return "Refreshed[hidden]";
        }
    }
}
