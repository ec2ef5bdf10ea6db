package dev.vestibule.gateway.connection.oidc;

import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;

import dev.vestibule.gateway.outbound.HttpAnswer;

import io.vertx.core.Future;

import java.net.URI;
import java.util.Map;

/** Asks the provider whether an access token is still one (RFC 7662). */
record Introspection(
        CachedDocument<ProviderMetadata> metadata, ClientAssertion client, ProviderHttp http) {
    private static final int UNAUTHORIZED = 401;

    /**
     * What the provider says of the token.
     *
     * @return fails with a rejection when it is not active, and with another failure when the
     *     provider does not say
     */
    Future<Map<String, Object>> of(String token) {
        return metadata.current().compose(found -> asked(endpoint(found), token));
    }

    private static URI endpoint(ProviderMetadata found) {
        URI endpoint = found.introspectionEndpoint();
        if (endpoint == null) {
            throw OidcFailures.providerError(
                    "the discovery document has no introspection_endpoint that may be called");
        }
        return endpoint;
    }

    private Future<Map<String, Object>> asked(URI endpoint, String token) {
        var request =
                new TokenIntrospectionRequest(
                        endpoint, client.at(endpoint), new BearerAccessToken(token));
        return http.send(request.toHTTPRequest()).map(Introspection::active);
    }

    private static Map<String, Object> active(HttpAnswer answer) {
        if (answer.status() == UNAUTHORIZED) {
            throw OidcFailures.providerError(
                    "the provider refuses our client at its introspection endpoint (%s)",
                    answer.place());
        }
        ProviderHttp.successful(answer, "the introspection request");
        ClaimLimits.checked(answer.body().getBytes(), "the introspection answer");
        Map<String, Object> said =
                ProviderHttp.json(
                                answer,
                                flaw ->
                                        OidcFailures.garbled(
                                                "the introspection answer is no JSON object: "
                                                        + flaw))
                        .values();
        // Section 2.2: a Boolean. The text "false" must not be taken for a yes.
        if (!Boolean.TRUE.equals(said.get("active"))) {
            throw OidcFailures.rejected("the provider says that the ID token is not active");
        }
        return said;
    }
}
