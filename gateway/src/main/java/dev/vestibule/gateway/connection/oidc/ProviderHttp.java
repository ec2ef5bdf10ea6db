package dev.vestibule.gateway.connection.oidc;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;

import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.outbound.BoundedHttp;
import dev.vestibule.gateway.outbound.HttpAnswer;

import io.vertx.core.Future;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Calls identity providers; every failure is one of a sign-in. */
public record ProviderHttp(BoundedHttp http) {

    /**
     * Sends the message.
     *
     * @return the whole answer, whatever its status; fails with {@link AuthenticationFailure} when
     *     none comes within the bounds or it is a redirect
     */
    public Future<HttpAnswer> send(HTTPRequest message) {
        Map<String, List<String>> headers = new LinkedHashMap<>(message.getHeaderMap());
        String body = Objects.requireNonNullElse(message.getBody(), "");
        return http.send(
                        new BoundedHttp.Request(
                                message.getMethod().name(), message.getURI(), headers, body))
                .recover(failure -> Future.failedFuture(OidcFailures.from(failure)));
    }

    /**
     * The answer if its status is 200.
     *
     * @param what names the document in the failure, such as {@code the key set}
     * @throws AuthenticationFailure for every other status
     */
    public static HttpAnswer successful(HttpAnswer answer, String what) {
        if (answer.status() == 200) {
            return answer;
        }
        String detail =
                "%s (%s) is answered with status %s"
                        .formatted(what, answer.place(), answer.status());
        throw answer.overloaded()
                ? OidcFailures.unavailable(detail)
                : OidcFailures.providerError(detail);
    }

    /** The JSON object of the answer, which must say that it is JSON. */
    public static Members json(HttpAnswer answer, Function<String, AuthenticationFailure> refusal) {
        if (!answer.isJson()) {
            String found = OidcFailures.shown(answer.type());
            throw refusal.apply("its Content-Type is " + found + ", no JSON type");
        }
        return Members.parse(answer.body().getBytes(), refusal);
    }
}
