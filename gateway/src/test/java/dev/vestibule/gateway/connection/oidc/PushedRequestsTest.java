package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.flow.connection.OidcConnection.ClientAuthentication;
import dev.vestibule.flow.connection.OidcConnection.Quirks;
import dev.vestibule.flow.connection.OidcConnection.ResponseMode;
import dev.vestibule.flow.connection.SignOut;
import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;
import dev.vestibule.gateway.login.AuthenticationFailure.Reason;
import dev.vestibule.gateway.login.Authenticator.Challenge;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Authorization requests that go to the provider itself (RFC 9126). */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class PushedRequestsTest {
    private static final String NAME = "urn:ietf:params:oauth:request_uri:";

    private final Map<String, MultiMap> pushed = new ConcurrentHashMap<>();
    private OidcFixture oidc;
    private HttpServer endpoint;
    private int status = 201;
    private String answer = "";

    @BeforeEach
    void start(Vertx vertx) {
        oidc = new OidcFixture(vertx);
        endpoint =
                vertx.createHttpServer().requestHandler(this::push).listen(0, "127.0.0.1").await();
        metadata(true);
    }

    @ParameterizedTest
    @EnumSource(names = {"BASIC", "POST"})
    void theBrowserCarriesTheNameOfTheRequestOnly(ClientAuthentication method) {
        oidc.authenticator(known -> connection(known, method, false));

        Challenge.Redirect start = oidc.begin();

        assertThat(OidcFixture.query(start.to()))
                .containsOnlyKeys("client_id", "request_uri")
                .containsEntry("client_id", oidc.provider.clientId())
                .containsEntry("request_uri", NAME + 0);
        MultiMap sent = Objects.requireNonNull(pushed.get(NAME + 0));
        assertThat(sent.get("state")).isEqualTo("state-1");
        assertThat(sent.get("nonce")).isEqualTo(OidcFixture.state(start).nonce());
        assertThat(sent.get("code_challenge_method")).isEqualTo("S256");
        assertThat(sent.get("redirect_uri")).isEqualTo(OidcFixture.REDIRECT_URI.toString());
        assertThat(sent.get("response_type")).isEqualTo("code");
        assertThat(sent.contains("request_uri")).isFalse();
    }

    @Test
    void theUserIsSignedIn() {
        oidc.authenticator(known -> connection(known, ClientAuthentication.BASIC, false));
        Challenge.Redirect start = oidc.begin();

        assertThat(oidc.complete(start, oidc.visit(expanded(start))).subject())
                .isEqualTo("ada-1815");
    }

    @Test
    void theConnectionCanAskForIt() {
        metadata(false);
        oidc.authenticator(known -> connection(known, ClientAuthentication.BASIC, true));

        assertThat(OidcFixture.query(oidc.begin().to())).containsKey("request_uri");
    }

    @Test
    void nothingIsPushedWhereNothingAsksForIt() {
        metadata(false);

        assertThat(OidcFixture.query(oidc.begin().to())).containsKey("state");
        assertThat(pushed).isEmpty();
    }

    @Test
    void aProviderThatRequiresItAndHasNoEndpointIsInError() {
        oidc.provider.metadata(
                document -> document.put("require_pushed_authorization_requests", true));

        assertThat(oidc.failure().reason()).isEqualTo(Reason.PROVIDER_ERROR);
        assertThat(oidc.provider.requests(Endpoint.AUTHORIZE)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "400, {\"error\":\"invalid_request\"}, PROVIDER_ERROR",
                "401, {\"error\":\"invalid_client\"}, PROVIDER_ERROR",
                "503, {}, PROVIDER_UNAVAILABLE",
                "302, {}, INVALID_PROVIDER_RESPONSE",
                "201, {}, INVALID_PROVIDER_RESPONSE",
                "201, {\"request_uri\":\" \"}, INVALID_PROVIDER_RESPONSE",
                "201, {\"request_uri\":7}, INVALID_PROVIDER_RESPONSE",
                "201, `{\"request_uri\":\"a\",\"request_uri\":\"b\"}`, INVALID_PROVIDER_RESPONSE"
            })
    void whatNamesNoRequestSendsNobodyAway(int code, String body, Reason reason) {
        status = code;
        answer = body;

        assertThat(oidc.failure().reason()).isEqualTo(reason);
        assertThat(oidc.provider.requests(Endpoint.AUTHORIZE)).isZero();
    }

    /** Whatever it is called, it is one parameter. */
    @Test
    void aNameCannotAddParameters() {
        answer = "{\"request_uri\":\"urn:x&redirect_uri=https://evil.example#a b\"}";

        assertThat(OidcFixture.query(oidc.begin().to()))
                .containsOnlyKeys("client_id", "request_uri")
                .containsEntry("request_uri", "urn:x&redirect_uri=https://evil.example#a b");
    }

    private void metadata(boolean required) {
        oidc.provider.metadata(document ->
                document.put("require_pushed_authorization_requests", required)
                        .put(
                                "pushed_authorization_request_endpoint",
                                "http://127.0.0.1:" + endpoint.actualPort() + "/par"));
    }

    /** What the provider makes of the name. */
    private URI expanded(Challenge.Redirect start) {
        MultiMap parameters =
                Objects.requireNonNull(
                        pushed.get(
                                String.valueOf(OidcFixture.query(start.to()).get("request_uri"))));
        return URI.create(
                oidc.provider.url(Endpoint.AUTHORIZE)
                        + "?"
                        + parameters.entries().stream()
                                .map(each ->
                                        each.getKey() + "=" + TestGrants.encode(each.getValue()))
                                .collect(Collectors.joining("&")));
    }

    private void push(HttpServerRequest request) {
        request.setExpectMultipart(true);
        request.endHandler(_ -> {
            MultiMap form = request.formAttributes();
            boolean authenticated =
                    request.getHeader("authorization") != null
                            || oidc.provider.clientSecret().equals(form.get("client_secret"));
            String name = NAME + pushed.size();
            pushed.put(name, form);
            String usual = new JsonObject().put("request_uri", name).put("expires_in", 60).encode();
            request.response()
                    .setStatusCode(authenticated ? status : 401)
                    .putHeader("content-type", "application/json")
                    .end(answer.isEmpty() ? usual : answer);
        });
    }

    private static OidcConnection connection(
            OidcConnection known, ClientAuthentication method, boolean asked) {
        return new OidcConnection(
                known.id(),
                known.title(),
                known.issuer(),
                known.clientId(),
                known.clientSecret(),
                method,
                known.scopes(),
                known.authorizationParameters(),
                known.signingAlgorithms(),
                known.audiences(),
                known.provisioning(),
                null,
                SignOut.PROVIDER,
                ResponseMode.QUERY,
                new Quirks(null, null, null, asked, null));
    }
}
