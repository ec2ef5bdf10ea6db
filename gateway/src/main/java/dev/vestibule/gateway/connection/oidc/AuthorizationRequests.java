package dev.vestibule.gateway.connection.oidc;

import static com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod.S256;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.gateway.login.Authenticator.Challenge;

import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Makes authorization requests: code, PKCE S256 and a nonce (OpenID Connect Core, 3.1.2.1). */
record AuthorizationRequests(OidcConnection connection, URI redirectUri, OidcResources resources) {
    /** Parameters that the connection's own may not replace or bend. */
    private static final Set<String> OF_THE_PROTOCOL =
            Set.of(
                    ("response_type response_mode client_id redirect_uri scope state nonce"
                                    + " code_challenge code_challenge_method request request_uri"
                                    + " registration client_secret dpop_jkt")
                            .split(" "));

    private static final String AUTHENTICATION_TIME =
            "{\"id_token\":{\"auth_time\":{\"essential\":true}}}";

    /** A request with a new nonce and code verifier. */
    Challenge.Redirect create(URI endpoint, String state) {
        return create(endpoint, state, connection.authorizationParameters(), null);
    }

    /**
     * One for which an open session at the provider is not sufficient. {@code max_age} obliges the
     * provider to say when it authenticated the user (OpenID Connect Core, section 3.1.2.1); some
     * send that claim only if it is requested by name (section 5.5).
     *
     * @param now when the user is redirected
     */
    Challenge.Redirect createFresh(URI endpoint, String state, Instant now) {
        Map<String, String> parameters = new LinkedHashMap<>(connection.authorizationParameters());
        parameters.put("prompt", "login");
        parameters.put("max_age", "0");
        parameters.putIfAbsent("claims", AUTHENTICATION_TIME);
        return create(endpoint, state, parameters, now);
    }

    private Challenge.Redirect create(
            URI endpoint,
            String state,
            Map<String, String> parameters,
            @Nullable Instant freshSince) {
        String nonce = resources.tokens().next();
        String codeVerifier = resources.tokens().next();
        OAuth2AuthorizationURL request =
                new OAuth2AuthorizationURL()
                        .setRedirectUri(redirectUri.toString())
                        .setScopes(scopes())
                        .setState(state)
                        .setCodeChallenge(
                                CodeChallenge.compute(S256, new CodeVerifier(codeVerifier))
                                        .getValue())
                        .setCodeChallengeMethod(S256.getValue());
        parameters.forEach((name, value) -> {
            if (!OF_THE_PROTOCOL.contains(name)) {
                request.putAdditionalParameter(name, value);
            }
        });
        request.putAdditionalParameter("nonce", nonce);
        return new Challenge.Redirect(
                addressed(endpoint, request), new OidcState(nonce, codeVerifier, freshSince));
    }

    /** An endpoint may have a query of its own, which is kept (RFC 6749, section 3.1). */
    private URI addressed(URI endpoint, OAuth2AuthorizationURL request) {
        String parameters = resources.query(connection.clientId(), request);
        return URI.create(endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + parameters);
    }

    private List<String> scopes() {
        return Stream.concat(Stream.of("openid"), connection.scopes().stream()).distinct().toList();
    }
}
