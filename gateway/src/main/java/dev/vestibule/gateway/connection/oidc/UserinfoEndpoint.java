package dev.vestibule.gateway.connection.oidc;

import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.gateway.outbound.HttpAnswer;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Adds the claims of the userinfo endpoint (OpenID Connect Core, section 5.3). A login without them
 * fails: groups that are missing by accident would be withdrawn in the directory.
 */
record UserinfoEndpoint(
        ProviderHttp http,
        OidcConnection connection,
        IdTokenValidator validator,
        SignatureCheck signatures) {
    /** What its header may have as type. */
    private static final Set<String> TYPES = Set.of("jwt", "userinfo+jwt");

    /** These speak about the assertion, so only the signed ID token may set them. */
    private static final Set<String> OF_THE_ASSERTION =
            Set.of(
                    ("iss sub aud exp iat nbf jti nonce azp auth_time acr amr at_hash c_hash s_hash"
                                    + " sid")
                            .split(" "));

    /**
     * Requests the claims of the user in the ID token.
     *
     * @param verified claims of the verified ID token
     * @param endpoint null where the provider has none
     * @return both, with precedence for the endpoint's claims
     */
    Future<Map<String, Object>> enrich(
            Map<String, Object> verified, @Nullable URI endpoint, BearerAccessToken accessToken) {
        if (endpoint == null) {
            return Future.succeededFuture(verified);
        }
        return http.send(new UserInfoRequest(endpoint, accessToken).toHTTPRequest())
                .compose(answer -> claims(successful(answer)))
                .map(claims -> merge(verified, claims));
    }

    private static HttpAnswer successful(HttpAnswer answer) {
        return ProviderHttp.successful(answer, "the userinfo request");
    }

    private Future<Map<String, Object>> claims(HttpAnswer answer) {
        if (answer.type().equals("application/jwt")) {
            return signed(answer.body().toString());
        }
        ClaimLimits.checked(answer.body().getBytes(), "the userinfo answer");
        return Future.succeededFuture(
                ProviderHttp.json(
                                answer,
                                flaw ->
                                        OidcFailures.garbled(
                                                "the userinfo answer is no JSON object: " + flaw))
                        .values());
    }

    /** Section 5.3.2: it should name issuer and audience, which must then be the right ones. */
    private Future<Map<String, Object>> signed(String answer) {
        return Future.succeededFuture()
                .map(_ -> IdToken.parse(answer.strip(), connection.signingAlgorithms(), TYPES))
                .compose(token ->
                        signatures
                                .of(token)
                                .map(_ -> {
                                    validator.checkNamed(new ClaimReader(token.claims()));
                                    return token.claims();
                                }))
                .recover(failure ->
                        Future.failedFuture(OidcFailures.about("userinfo answer", failure)));
    }

    private static Map<String, Object> merge(
            Map<String, Object> verified, Map<String, Object> userinfo) {
        // Section 5.3.2: without this check a token of another user could be injected.
        if (verified.get("sub") == null || !verified.get("sub").equals(userinfo.get("sub"))) {
            throw OidcFailures.rejected(
                    "the userinfo answer is about another user: its sub differs");
        }
        Map<String, Object> merged = new LinkedHashMap<>(verified);
        userinfo.forEach((name, value) -> {
            if (!OF_THE_ASSERTION.contains(name)) {
                merged.put(name, value);
            }
        });
        return merged;
    }
}
