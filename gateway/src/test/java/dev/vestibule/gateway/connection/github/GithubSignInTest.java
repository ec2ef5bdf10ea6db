package dev.vestibule.gateway.connection.github;

import static dev.vestibule.gateway.connection.oauth.TestOAuth.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vestibule.flow.connection.GithubConnection;
import dev.vestibule.gateway.connection.oauth.CodeState;
import dev.vestibule.gateway.connection.oauth.TestOAuth;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.AuthenticationFailure.Reason;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.Authenticator.Attempt;
import dev.vestibule.gateway.login.Authenticator.Challenge;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sign-in with a server that answers as GitHub does. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class GithubSignInTest {
    private TestOAuth github;
    private Authenticator authenticator;
    private Map<String, String> answer = Map.of();
    private JsonObject token = TestOAuth.token();
    private JsonObject user =
            new JsonObject()
                    .put("login", "ada")
                    .put("id", 1815)
                    .put("node_id", "MDQ6VXNlcjE=")
                    .put("avatar_url", "https://avatars.example/u/1815")
                    .put("html_url", "https://github.example/ada")
                    .put("name", "Ada Lovelace")
                    .put("email", "public@example.org")
                    .put("company", null);
    private JsonArray addresses =
            new JsonArray()
                    .add(address("old@example.org", true, false))
                    .add(address("ada@example.org", true, true))
                    .add(address("new@example.org", false, false));

    @BeforeEach
    void start(Vertx vertx) {
        github = new TestOAuth(vertx);
        github.on("/login/oauth/authorize", ctx -> github.authorize(ctx, answer));
        github.on("/login/oauth/access_token", this::token);
        github.on("/api/v3/user", ctx -> api(ctx, user));
        github.on("/api/v3/user/emails", ctx -> api(ctx, addresses));
        authenticator = authenticator("");
    }

    @Test
    void theNumberIsTheSubjectAndThePrimaryAddressIsTheOneOfTheList() {
        VerifiedIdentity identity = github.signIn(authenticator);

        assertThat(identity.issuer()).isEqualTo(github.issuer());
        assertThat(identity.subject()).isEqualTo("1815");
        assertThat(identity.login()).isNull();
        assertThat(identity.claims().values())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "sub", "1815",
                                "preferred_username", "ada",
                                "name", "Ada Lovelace",
                                "picture", "https://avatars.example/u/1815",
                                "profile", "https://github.example/ada",
                                "email", "ada@example.org",
                                "email_verified", true));
    }

    @Test
    void anAddressThatIsNotVerifiedSaysSo() {
        addresses = new JsonArray().add(address("ada@example.org", false, true));

        assertThat(github.signIn(authenticator).claims().values())
                .containsEntry("email", "ada@example.org")
                .containsEntry("email_verified", false);
    }

    @Test
    void aUserWithoutPrimaryAddressHasNone() {
        addresses = new JsonArray().add(address("ada@example.org", true, false)).add("odd");

        assertThat(github.signIn(authenticator).claims().values())
                .doesNotContainKeys("email", "email_verified");
    }

    @Test
    void withoutTheScopeNoAddressIsAskedFor() {
        addresses = new JsonArray().add(1).add(2);

        assertThat(github.signIn(authenticator("scopes: [read:user]")).claims().values())
                .doesNotContainKey("email");
    }

    @Test
    void theRequestHasStateAndChallengeAndNoParameterReplacesThem() {
        Challenge.Redirect start = github.begin(authenticator);

        assertThat(TestOAuth.query(start.to()))
                .containsEntry("response_type", "code")
                .containsEntry("client_id", TestOAuth.CLIENT)
                .containsEntry("redirect_uri", "http://localhost:18080/.vestibule/callback/test")
                .containsEntry("scope", "read:user user:email")
                .containsEntry("state", "state-1")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("allow_signup", "false")
                .doesNotContainKeys("nonce", "code_verifier");
    }

    /** GitHub says what is wrong with status 200. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bad_verification_code",
                "incorrect_client_credentials",
                "redirect_uri_mismatch",
                "unverified_user_email"
            })
    void anErrorOfTheTokenEndpointIsOneAlthoughItsStatusIs200(String error) {
        token = new JsonObject().put("error", error).put("error_description", "canary");

        AuthenticationFailure failure = failure();

        assertThat(failure.reason()).isEqualTo(Reason.PROVIDER_ERROR);
        assertThat(failure).hasMessageContaining(error).hasMessageNotContaining("canary");
    }

    @Test
    void aCodeServesOnce() {
        Challenge.Redirect start = github.begin(authenticator);
        Answer visited = github.visit(start.to());
        github.complete(authenticator, start, visited);

        AuthenticationFailure again =
                catchThrowableOfType(
                        AuthenticationFailure.class,
                        () -> github.complete(authenticator, start, visited));

        assertThat(again).hasMessageContaining("bad_verification_code");
    }

    @Test
    void aCodeOfAnotherLoginIsNotRedeemed() {
        Challenge.Redirect mine = github.begin(authenticator);
        Challenge.Redirect attackers = github.begin(authenticator);
        Answer theirs = github.visit(attackers.to());

        AuthenticationFailure failure =
                catchThrowableOfType(
                        AuthenticationFailure.class,
                        () -> github.complete(authenticator, mine, theirs));

        assertThat(failure.reason()).isEqualTo(Reason.PROVIDER_ERROR);
    }

    @Test
    void aUserWhoCancelsIsToldSo() {
        answer = Map.of("error", "access_denied", "error_description", "denied");

        assertThat(failure().reason()).isEqualTo(Reason.ACCESS_DENIED);
    }

    @ParameterizedTest
    @CsvSource({"/login/oauth, true", "'', false", ".evil.example/login/oauth, false"})
    void anAnswerMayNameOnlyThisIssuer(String iss, boolean accepted) {
        Challenge.Redirect start = github.begin(authenticator);
        Map<String, String> parameters =
                new HashMap<>(github.visit(start.to()).parameters().values());
        parameters.put("iss", github.issuer() + iss);

        AuthenticationFailure failure =
                catchThrowableOfType(
                        AuthenticationFailure.class,
                        () -> authenticator.inspect(start.state(), TestOAuth.answer(parameters)));

        if (accepted) {
            assertThat(failure).isNull();
        } else {
            assertThat(failure.reason()).isEqualTo(Reason.WRONG_ISSUER);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"'1815'", "0", "-1", "1.5", "null", "true", "[1]"})
    void whoHasNoNumberIsNobody(String id) {
        user.put("id", new JsonObject("{\"v\":" + id.replace('\'', '"') + "}").getValue("v"));

        assertThat(failure().reason()).isEqualTo(Reason.INVALID_PROVIDER_RESPONSE);
    }

    @Test
    void anAnswerThatSaysTheNumberTwiceIsRefused(Vertx vertx) {
        github = new TestOAuth(vertx);
        github.on("/login/oauth/authorize", ctx -> github.authorize(ctx, answer));
        github.on("/login/oauth/access_token", this::token);
        github.on(
                "/api/v3/user",
                ctx ->
                        ctx.response()
                                .putHeader("content-type", "application/json")
                                .end("{\"id\":1,\"login\":\"a\",\"id\":2}"));
        authenticator = authenticator("");

        assertThat(failure().reason()).isEqualTo(Reason.INVALID_PROVIDER_RESPONSE);
    }

    @Test
    void aTokenThatTheUserApiRefusesSignsNobodyIn() {
        token = TestOAuth.token().put("access_token", "another");

        AuthenticationFailure failure = failure();

        assertThat(failure.reason()).isEqualTo(Reason.PROVIDER_ERROR);
        assertThat(failure).hasMessageContaining("status 401");
    }

    /** Nothing that GitHub sends says when its user signed in. */
    @Test
    void aFreshSignInCannotBeProved() {
        List<Attempt.Asked> demands =
                List.of(
                        new Attempt.Asked(true, null, List.of(), Map.of()),
                        new Attempt.Asked(false, Duration.ofMinutes(5), List.of(), Map.of()),
                        new Attempt.Asked(false, null, List.of("high"), Map.of()));

        assertThat(demands)
                .allSatisfy(asked -> {
                    AuthenticationFailure failure =
                            catchThrowableOfType(
                                    AuthenticationFailure.class,
                                    () -> authenticator.begin(TestOAuth.attempt(asked)).await());
                    assertThat(failure.reason()).isEqualTo(Reason.REAUTHENTICATION_FAILED);
                });
    }

    @ParameterizedTest
    @CsvSource({"select_account, true", "login, false"})
    void onlyAPromptThatGithubKnowsIsSent(String prompt, boolean sent) {
        var asked = new Attempt.Asked(false, null, List.of(), Map.of("prompt", prompt));

        var start = (Challenge.Redirect) authenticator.begin(TestOAuth.attempt(asked)).await();

        assertThat(TestOAuth.query(start.to()).containsKey("prompt")).isEqualTo(sent);
    }

    @Test
    void nothingShowsASecret() {
        Challenge.Redirect start = github.begin(authenticator);

        assertThat(start + " " + start.state() + github.connection("github", ""))
                .doesNotContain("canary")
                .doesNotContain(((CodeState) start.state()).codeVerifier());
    }

    @ParameterizedTest
    @CsvSource({
        "https://github.com, https://api.github.com",
        "https://corp.ghe.com, https://api.corp.ghe.com",
        "https://git.example.org, https://git.example.org/api/v3"
    })
    void eachServerHasItsAddresses(String issuer, String api) {
        assertThat(GithubAuthenticators.api(issuer)).isEqualTo(api);
        assertThat(GithubAuthenticators.provider(issuer).token())
                .isEqualTo(URI.create(issuer + "/login/oauth/access_token"));
    }

    private AuthenticationFailure failure() {
        return catchThrowableOfType(
                AuthenticationFailure.class, () -> github.signIn(authenticator));
    }

    private Authenticator authenticator(String more) {
        return new GithubAuthenticators(URI.create("http://localhost:18080"), github.resources())
                .create((GithubConnection) github.connection("github", more));
    }

    /** Without this header GitHub answers with a form. */
    private void token(RoutingContext ctx) {
        if (!"application/json".equals(ctx.request().getHeader("accept"))) {
            ctx.end("access_token=" + TestOAuth.TOKEN);
        } else if (github.redeems(ctx)) {
            json(ctx, 200, token);
        } else {
            json(ctx, 200, new JsonObject().put("error", "bad_verification_code"));
        }
    }

    private static void api(RoutingContext ctx, Object answer) {
        if (ctx.request().getHeader("user-agent") == null) {
            json(ctx, 403, new JsonObject().put("message", "no user agent"));
        } else if (TestOAuth.hasToken(ctx)) {
            json(ctx, 200, answer);
        } else {
            json(ctx, 401, new JsonObject().put("message", "Bad credentials"));
        }
    }

    private static JsonObject address(String address, boolean verified, boolean primary) {
        return new JsonObject()
                .put("email", address)
                .put("verified", verified)
                .put("primary", primary)
                .put("visibility", null);
    }
}
