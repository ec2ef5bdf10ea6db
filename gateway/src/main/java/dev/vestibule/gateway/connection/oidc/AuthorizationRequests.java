package dev.vestibule.gateway.connection.oidc;

import static com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod.S256;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.flow.connection.OidcConnection.ResponseMode;
import dev.vestibule.gateway.login.Authenticator.Attempt.Asked;
import dev.vestibule.gateway.login.Authenticator.Challenge;

import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes authorization requests: code, PKCE S256 and a nonce (OpenID Connect Core, 3.1.2.1). */
record AuthorizationRequests(OidcConnection connection, URI redirectUri, OidcResources resources) {
    private static final String AUTHENTICATION_TIME =
            "{\"id_token\":{\"auth_time\":{\"essential\":true}}}";

    /**
     * A request with a new nonce and code verifier. {@code max_age} obliges the provider to say
     * when it authenticated the user (OpenID Connect Core, section 3.1.2.1); some send that claim
     * only if it is requested by name (section 5.5).
     *
     * @param asked what the provider is asked for; the shorter age applies where the connection has
     *     one too
     */
    Challenge.Redirect create(URI endpoint, String state, Asked asked) {
        Map<String, String> parameters = new LinkedHashMap<>(connection.authorizationParameters());
        asked.parameters()
                .forEach((name, value) ->
                        parameters.merge(name, value, AuthorizationRequests::stronger));
        Duration age = asked.fresh() ? Duration.ZERO : asked.maxAge();
        if (asked.fresh()) {
            parameters.put("prompt", "login");
        }
        if (!asked.acr().isEmpty()) {
            parameters.put("acr_values", String.join(" ", asked.acr()));
        }
        if (age != null) {
            Duration general = maxAge(connection);
            Duration least = general == null || age.compareTo(general) < 0 ? age : general;
            parameters.put("max_age", String.valueOf(least.toSeconds()));
            parameters.putIfAbsent("claims", AUTHENTICATION_TIME);
        }
        Instant since = age == null ? null : resources.clock().instant().minus(age);
        return create(endpoint, state, parameters, new Proof(since, asked.acr()));
    }

    /** Of the choice of an account and a configured sign-in, the sign-in offers both. */
    private static String stronger(String configured, String now) {
        return now.equals(Asked.SELECT_ACCOUNT) && configured.contains("login") ? configured : now;
    }

    /** What the ID token must say of the sign-in. */
    private record Proof(@Nullable Instant since, List<String> acr) {}

    /** The age that every request of the connection asks for; null for none. */
    static @Nullable Duration maxAge(OidcConnection connection) {
        String seconds = connection.authorizationParameters().getOrDefault("max_age", "");
        return seconds.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }

    private Challenge.Redirect create(
            URI endpoint, String state, Map<String, String> parameters, Proof proof) {
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
        OidcResources.add(parameters, request);
        if (connection.responseMode() == ResponseMode.FORM_POST) {
            request.putAdditionalParameter("response_mode", "form_post");
        }
        request.putAdditionalParameter("nonce", nonce);
        return new Challenge.Redirect(
                addressed(endpoint, request),
                new OidcState(nonce, codeVerifier, proof.since(), proof.acr()));
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
