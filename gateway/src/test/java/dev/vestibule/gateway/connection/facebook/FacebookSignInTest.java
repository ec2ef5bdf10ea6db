package dev.vestibule.gateway.connection.facebook;

import static dev.vestibule.gateway.connection.oauth.TestOAuth.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vestibule.flow.connection.FacebookConnection;
import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.gateway.connection.oauth.TestOAuth;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.AuthenticationFailure.Reason;
import dev.vestibule.gateway.login.Authenticator;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.Map;

/** Sign-in with a server that answers as Facebook does. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class FacebookSignInTest {
    private TestOAuth facebook;
    private Authenticator authenticator;
    private Map<String, String> answer = Map.of();
    private String secret = TestOAuth.SECRET;
    private final JsonObject user =
            new JsonObject()
                    .put("id", "10158815")
                    .put("name", "Ada Lovelace")
                    .put("first_name", "Ada")
                    .put("last_name", "Lovelace")
                    .put("email", "ada@example.org")
                    .put(
                            "picture",
                            new JsonObject()
                                    .put(
                                            "data",
                                            new JsonObject()
                                                    .put("url", "https://pictures.example/1")));

    @BeforeEach
    void start(Vertx vertx) {
        facebook = new TestOAuth(vertx);
        facebook.on("/dialog/oauth", ctx -> facebook.authorize(ctx, answer));
        facebook.on("/oauth/access_token", this::token);
        facebook.on("/me", this::me);
        authenticator =
                new FacebookAuthenticators(
                                URI.create("http://localhost:18080"), facebook.resources())
                        .create((FacebookConnection) facebook.connection("facebook", ""));
    }

    @Test
    void theNumberIsTheSubjectAndNoAddressIsCalledVerified() {
        VerifiedIdentity identity = facebook.signIn(authenticator);

        assertThat(identity.issuer()).isEqualTo(facebook.issuer());
        assertThat(identity.subject()).isEqualTo("10158815");
        assertThat(identity.claims().values())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "sub", "10158815",
                                "name", "Ada Lovelace",
                                "given_name", "Ada",
                                "family_name", "Lovelace",
                                "picture", "https://pictures.example/1",
                                "email", "ada@example.org"));
    }

    /** The address stays away where the user does not permit it, or has none. */
    @Test
    void aUserWithoutAddressSignsIn() {
        user.remove("email");

        assertThat(facebook.signIn(authenticator).claims().values()).doesNotContainKey("email");
    }

    /** A secret that is not the client's signs a wrong proof. */
    @Test
    void aWrongProofIsRefused() {
        secret = "another";

        AuthenticationFailure failure = failure();

        assertThat(failure.reason()).isEqualTo(Reason.PROVIDER_ERROR);
        assertThat(failure).hasMessageContaining("status 400");
    }

    @Test
    void theErrorOfATokenRequestIsNamedByItsNumberOnly() {
        var start = facebook.begin(authenticator);

        AuthenticationFailure failure =
                catchThrowableOfType(
                        AuthenticationFailure.class,
                        () ->
                                facebook.complete(
                                        authenticator,
                                        start,
                                        TestOAuth.answer(Map.of("code", "guessed"))));

        assertThat(failure.reason()).isEqualTo(Reason.PROVIDER_ERROR);
        assertThat(failure)
                .hasMessageContaining("the error code 100")
                .hasMessageNotContaining("canary");
    }

    @Test
    void aUserWhoCancelsIsToldSo() {
        answer =
                Map.of(
                        "error",
                        "access_denied",
                        "error_reason",
                        "user_denied",
                        "error_description",
                        "Permissions error");

        assertThat(failure().reason()).isEqualTo(Reason.ACCESS_DENIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "me", "1 2", "../2", "1815\n"})
    void whoHasNoNumberIsNobody(String id) {
        user.put("id", id);

        assertThat(failure().reason()).isEqualTo(Reason.INVALID_PROVIDER_RESPONSE);
    }

    /** The example of RFC 4231, section 4.3, in hexadecimal digits. */
    @Test
    void theProofIsAnHmac() {
        var user = new FacebookUser("", new Secret("Jefe"), facebook.resources().http());

        assertThat(user.proof("what do ya want for nothing?"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void theGraphIsAtAnAddressOfItsOwn() {
        assertThat(FacebookAuthenticators.graph("https://www.facebook.com"))
                .isEqualTo("https://graph.facebook.com");
    }

    private AuthenticationFailure failure() {
        return catchThrowableOfType(
                AuthenticationFailure.class, () -> facebook.signIn(authenticator));
    }

    private void token(RoutingContext ctx) {
        if (facebook.redeems(ctx)) {
            json(ctx, 200, TestOAuth.token().put("expires_in", 5_183_944));
        } else {
            refuse(ctx);
        }
    }

    private void me(RoutingContext ctx) {
        var expected = new FacebookUser("", new Secret(secret), facebook.resources().http());
        boolean proved =
                expected.proof(TestOAuth.TOKEN).equals(ctx.queryParams().get("appsecret_proof"));
        if (TestOAuth.hasToken(ctx) && proved && ctx.queryParams().get("fields") != null) {
            json(ctx, 200, user);
        } else {
            refuse(ctx);
        }
    }

    private static void refuse(RoutingContext ctx) {
        json(
                ctx,
                400,
                new JsonObject()
                        .put(
                                "error",
                                new JsonObject()
                                        .put("message", "canary")
                                        .put("type", "OAuthException")
                                        .put("code", 100)));
    }
}
