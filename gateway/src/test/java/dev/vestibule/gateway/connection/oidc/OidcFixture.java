package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.flow.expression.Compilation;
import dev.vestibule.flow.expression.ExpressionCompiler;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.provisioning.EmailAuthority;
import dev.vestibule.flow.provisioning.ExistingAccountSettings;
import dev.vestibule.flow.provisioning.Leavers;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.username.UsernameRule;
import dev.vestibule.gateway.http.Page;
import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.Authenticator.Attempt;
import dev.vestibule.gateway.login.Authenticator.Challenge;
import dev.vestibule.gateway.login.Authenticator.Verdict;
import dev.vestibule.gateway.login.PendingLogin.Channel;
import dev.vestibule.gateway.outbound.BoundedHttp;
import dev.vestibule.gateway.seal.TestKeyRing;
import dev.vestibule.gateway.store.SettableClock;
import dev.vestibule.provisioning.api.NewAccount.AccountTarget;
import dev.vestibule.provisioning.api.SyncRules;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** An authenticator before a {@link TestProvider}, and a browser without a user. */
final class OidcFixture {
    static final Provisioning PROVISIONING = provisioning();

    static final URI REDIRECT_URI = URI.create("http://localhost/.vestibule/callback/test");

    final SettableClock clock = new SettableClock();
    final Vertx vertx;
    final TestProvider provider;
    private BoundedHttp http;
    OidcAuthenticator authenticator;
    private final HttpClient browser;

    /** Everything lives as long as this Vert.x. */
    OidcFixture(Vertx vertx) {
        this.vertx = vertx;
        provider = TestProvider.start(vertx, clock);
        http = new BoundedHttp(vertx);
        authenticator = authenticator(UnaryOperator.identity());
        browser = vertx.createHttpClient();
    }

    /** From now on a call may take one second only. */
    void hurry() {
        http = new BoundedHttp(vertx, new BoundedHttp.Limits(Duration.ofSeconds(1), 1_000_000));
        authenticator(UnaryOperator.identity());
    }

    /** An authenticator of the connection as the test changes it; the one in use from now on. */
    OidcAuthenticator authenticator(UnaryOperator<OidcConnection> change) {
        OidcConnection connection = change.apply(provider.connection("test", PROVISIONING));
        authenticator =
                new OidcAuthenticator(
                        connection,
                        REDIRECT_URI,
                        new OidcResources(
                                vertx,
                                http,
                                clock,
                                new Tokens(new SecureRandom()),
                                TestKeyRing.create()));
        return authenticator;
    }

    /** The whole sign-in. */
    VerifiedIdentity signIn() {
        Challenge.Redirect start = begin();
        return complete(start, visit(start.to()));
    }

    /** Why the whole sign-in fails. */
    AuthenticationFailure failure() {
        return catchThrowableOfType(AuthenticationFailure.class, this::signIn);
    }

    Challenge.Redirect begin() {
        return (Challenge.Redirect) authenticator.begin(attempt("state-1", false)).await();
    }

    VerifiedIdentity complete(Challenge.Redirect start, Answer answer) {
        authenticator.inspect(start.state(), answer);
        return verified(start, answer).await();
    }

    /** The same, without a look at the answer first. */
    Future<VerifiedIdentity> verified(Challenge.Redirect start, Answer answer) {
        return authenticator
                .verify(attempt("state-1", false), start.state(), answer)
                .map(verdict -> ((Verdict.Identified) verdict).identity());
    }

    static Attempt attempt(String key, boolean fresh) {
        return attempt(key, new Attempt.Asked(fresh, null, List.of(), Map.of()));
    }

    static Attempt attempt(String key, Attempt.Asked asked) {
        return new Attempt(
                key,
                () -> asked,
                () -> new Page.Form("", "", Map.of()),
                () -> {
                    throw new AssertionError("no page is shown");
                },
                null,
                null,
                new Attempt.Offers(null, List.of(), null, false, null, null));
    }

    static OidcState state(Challenge.Redirect start) {
        return (OidcState) start.state();
    }

    /** What the provider's redirect carries to the gateway's callback. */
    Answer visit(URI authorizationRequest) {
        RequestOptions request =
                new RequestOptions().setAbsoluteURI(authorizationRequest.toString());
        String location =
                browser.request(request)
                        .compose(HttpClientRequest::send)
                        .map(response -> response.getHeader("location"))
                        .await();
        return new Answer(
                Channel.CALLBACK, new RequestParameters(query(URI.create(location))), "test");
    }

    /** The parameters of an address, each once. */
    static Map<String, String> query(URI address) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : address.getRawQuery().split("&", -1)) {
            List<String> parts =
                    Arrays.stream(pair.split("=", 2))
                            .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                            .toList();
            if (parameters.put(parts.getFirst(), parts.getLast()) != null) {
                throw new IllegalStateException(parts.getFirst() + " appears twice");
            }
        }
        return parameters;
    }

    private static Provisioning provisioning() {
        Compilation username =
                new ExpressionCompiler()
                        .compile("claims.sub", Scope.provisioning(Set.of()), ResultKind.TEXT);
        return switch (username) {
            case Compilation.Compiled compiled ->
                    new Provisioning(
                            false,
                            null,
                            new Provisioning.Trust(
                                    Provisioning.STANDARD_SUBJECT,
                                    new EmailAuthority(Set.of(), false)),
                            new Provisioning.Content(compiled.expression(), Map.of(), null, true),
                            new Provisioning.NewAccounts(
                                    Provisioning.Prompt.NONE,
                                    AccountTarget.USUAL,
                                    UsernameRule.STANDARD),
                            new Provisioning.Sync(
                                    SyncRules.Mode.MERGE, Provisioning.OnMissing.KEEP),
                            ExistingAccountSettings.IGNORED,
                            Leavers.NONE);
            case Compilation.Rejected rejected ->
                    throw new IllegalStateException(rejected.toString());
        };
    }
}
