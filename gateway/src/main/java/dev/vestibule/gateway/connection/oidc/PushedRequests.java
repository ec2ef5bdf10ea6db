package dev.vestibule.gateway.connection.oidc;

import static dev.vestibule.gateway.connection.oidc.OidcFailures.garbled;
import static dev.vestibule.gateway.connection.oidc.OidcFailures.providerError;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.gateway.login.Authenticator.Challenge;
import dev.vestibule.gateway.outbound.HttpAnswer;

import io.vertx.core.Future;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Sends authorization requests to the provider itself, where it requires that or the connection
 * asks for it (RFC 9126). The browser then carries nothing but the request's name.
 */
record PushedRequests(OidcConnection connection, ClientAssertion client, ProviderHttp http) {
    private static final int CREATED = 201;
    private static final int LONGEST_NAME = 1024;

    /** The same request, pushed where it has to be. */
    Future<Challenge> sent(ProviderMetadata found, Challenge.Redirect request) {
        if (!found.pushedOnly() && !connection.quirks().pushed()) {
            return Future.succeededFuture(request);
        }
        URI endpoint = found.pushedRequests();
        if (endpoint == null) {
            throw providerError(
                    "the discovery document has no pushed_authorization_request_endpoint");
        }
        return http.send(message(endpoint, parameters(found, request)))
                .map(answer -> new Challenge.Redirect(named(found, name(answer)), request.state()));
    }

    /** What the authorization endpoint has as a query of its own is no part of the request. */
    private static String parameters(ProviderMetadata found, Challenge.Redirect request) {
        return request.to()
                .toString()
                .substring(found.authorizationEndpoint().toString().length() + 1);
    }

    private HTTPRequest message(URI endpoint, String parameters) {
        HTTPRequest message = new HTTPRequest(HTTPRequest.Method.POST, endpoint);
        message.setEntityContentType(ContentType.APPLICATION_URLENCODED);
        message.setBody(parameters);
        client.at(endpoint).applyTo(message);
        return message;
    }

    private static String name(HttpAnswer answer) {
        if (answer.status() != CREATED) {
            ProviderHttp.successful(answer, "the pushed authorization request");
        }
        Members members =
                ProviderHttp.json(
                        answer,
                        flaw -> garbled("the answer to the pushed request is not valid: " + flaw));
        String name = members.requiredText("request_uri");
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw garbled("the answer to the pushed request names no request");
        }
        return name;
    }

    private URI named(ProviderMetadata found, String name) {
        URI endpoint = found.authorizationEndpoint();
        return URI.create(
                endpoint
                        + (endpoint.getRawQuery() == null ? "?" : "&")
                        + "client_id="
                        + encoded(connection.clientId())
                        + "&request_uri="
                        + encoded(name));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
