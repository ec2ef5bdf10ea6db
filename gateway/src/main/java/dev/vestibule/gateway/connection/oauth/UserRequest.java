package dev.vestibule.gateway.connection.oauth;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;

import dev.vestibule.gateway.connection.oidc.ClaimLimits;
import dev.vestibule.gateway.connection.oidc.Members;
import dev.vestibule.gateway.connection.oidc.OidcFailures;
import dev.vestibule.gateway.connection.oidc.ProviderHttp;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.outbound.HttpAnswer;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.Map;

/**
 * Requests of one user's data, with the access token in a header, so that no address holds it.
 *
 * @param what names the answer in failures, such as {@code the user}
 */
public record UserRequest(ProviderHttp http, String what) {
    /** Longer text is dropped. */
    private static final int LONGEST = 1024;

    /** The JSON of a successful answer, within the limits of claims. */
    public Future<HttpAnswer> send(URI address, BearerAccessToken token) {
        HTTPRequest request = new HTTPRequest(HTTPRequest.Method.GET, address);
        request.setAuthorization(token.toAuthorizationHeader());
        // GitHub refuses requests without one.
        request.setHeader("User-Agent", "Vestibule");
        return http.send(request)
                .map(answer -> {
                    ProviderHttp.successful(answer, what);
                    ClaimLimits.checked(answer.body().getBytes(), what);
                    return answer;
                });
    }

    /** The answer as an object. */
    public Members object(HttpAnswer answer) {
        return ProviderHttp.json(answer, this::refusal);
    }

    /** What is wrong with the answer. */
    public AuthenticationFailure refusal(String flaw) {
        return OidcFailures.garbled(what + " is not as documented: " + flaw);
    }

    /** Keeps text under the name of a claim; anything else is none. */
    public static void keep(@Nullable Object value, String claim, Map<String, Object> claims) {
        if (value instanceof String text && !text.isBlank() && text.length() <= LONGEST) {
            claims.put(claim, text);
        }
    }
}
