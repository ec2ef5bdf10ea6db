package dev.vestibule.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.app.App;
import dev.vestibule.flow.app.AppIdentity;
import dev.vestibule.flow.app.AppIdentity.AssertionForm;
import dev.vestibule.flow.app.AppIdentity.Basic;
import dev.vestibule.flow.app.AppIdentity.GroupForm;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.yaml.Secret;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Identity headers under names of the configuration. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class OwnHeadersTest {
    private static final String HOST = "Host: localhost";

    private TestGateway gateway;
    private String cookie = "";

    @BeforeAll
    void signIn(Vertx vertx) throws IOException {
        int upstream = EchoUpstream.start(vertx).port();
        gateway = TestGateway.start(vertx);
        gateway.with(
                app(
                        "/",
                        upstream,
                        Map.of(
                                "X-WEBAUTH-USER", TestApps.text("claims.sub"),
                                "X-Teams", TestApps.text("['a,b', 'c', 'd\"e']"),
                                "X-Broken", TestApps.text("claims.missing + connection"),
                                "X-Odd", TestApps.text("claims.sub + '\\r\\nX-Admin: 1'"),
                                "X-Name", TestApps.text("'Zoë ' + claims.sub")),
                        null));
        gateway.with(app("/quoted", upstream, Map.of(), null, new GroupForm("; ", true)));
        gateway.with(
                app(
                        "/basic",
                        upstream,
                        Map.of(),
                        new Basic(TestApps.text("claims.sub"), new Secret("s3cret:x"))));
        cookie = "Cookie: " + gateway.login("ada", "staff");
    }

    private static App app(
            String path, int upstream, Map<String, Expression> headers, @Nullable Basic basic) {
        return app(path, upstream, headers, basic, GroupForm.STANDARD);
    }

    private static App app(
            String path,
            int upstream,
            Map<String, Expression> headers,
            @Nullable Basic basic,
            GroupForm groups) {
        AppIdentity identity =
                new AppIdentity(
                        groups.quote() ? Set.of(AppIdentity.HeaderPreset.REMOTE) : Set.of(),
                        headers,
                        groups,
                        new AssertionForm("X-My-Assertion", "my-app"),
                        basic);
        return TestApps.told(
                TestApps.app("app" + path.replace("/", ""), "localhost", path, upstream), identity);
    }

    @Test
    void theUpstreamGetsWhatTheExpressionsGive() throws IOException {
        String seen = gateway.send("GET /", HOST, cookie);

        assertThat(seen)
                .contains("> X-WEBAUTH-USER: ada\n")
                .contains("> X-Teams: a%2Cb,c,d\"e\n")
                .contains("> X-Name: Zo\u00c3\u00ab ada\n")
                .doesNotContain("X-Forwarded-User");
    }

    @Test
    void whatFailsOrCannotBeCarriedIsNotSent() throws IOException {
        String seen = gateway.send("GET /", HOST, cookie, "X-Broken: client", "X-Odd: client");

        assertThat(seen)
                .contains("200 OK")
                .doesNotContain("X-Broken")
                .doesNotContain("X-Odd")
                .doesNotContain("X-Admin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-WEBAUTH-USER",
                "x-webauth-user",
                "X_WEBAUTH_USER",
                "x.webauth.user",
                "X-Webauth_User",
                "X!WEBAUTH~USER",
                "X-My-Assertion",
                "x_my_assertion",
                "X_Teams"
            })
    void noClientCanSendOneInAnySpellingThroughAnyApp(String name) throws IOException {
        String forged = name + ": evil";
        for (String request :
                List.of("GET /", "GET /public/a", "OPTIONS /public/a", "POST /", "GET /basic/x")) {
            String seen = gateway.send(request, HOST, cookie, forged, forged, "Accept: */*");

            assertThat(seen).contains("200 OK").doesNotContain("evil");
        }
        assertThat(gateway.send("GET /public/a", HOST, forged))
                .contains("200 OK")
                .doesNotContain("evil");
    }

    @Test
    void anUpgradeLosesThemToo() throws IOException {
        String seen =
                gateway.send(
                        "GET /public/a",
                        HOST,
                        "X_WebAuth_User: evil",
                        "Upgrade: websocket",
                        "Connection: Upgrade, X-WEBAUTH-USER");

        assertThat(seen).contains("> GET /public/a").doesNotContain("evil");
    }

    @Test
    void anotherUserOfTheSameBrowserIsAnotherUser() throws IOException {
        String other = "Cookie: " + gateway.login("bob", "staff");

        assertThat(gateway.send("GET /", HOST, cookie)).contains("> X-WEBAUTH-USER: ada\n");
        assertThat(gateway.send("GET /", HOST, other)).contains("> X-WEBAUTH-USER: bob\n");
        assertThat(gateway.send("GET /", HOST, cookie)).contains("> X-WEBAUTH-USER: ada\n");
    }

    @Test
    void theSameSessionIsNamedAnewAfterAnotherLogin() throws IOException {
        String first = gateway.login("carol", "staff");
        assertThat(gateway.send("GET /", HOST, "Cookie: " + first)).contains("USER: carol\n");

        String second = gateway.login("dave", "staff", first);

        assertThat(gateway.send("GET /", HOST, "Cookie: " + second)).contains("USER: dave\n");
    }

    @Test
    void groupsAreSeparatedAndQuotedAsTheAppReadsThem() throws IOException {
        String plain = gateway.send("GET /quoted/a", HOST, cookie);
        String odd = "Cookie: " + gateway.login("x%3By", "staff");

        assertThat(plain).contains("> Remote-Groups: staff; adas\n");
        assertThat(gateway.send("GET /quoted/a", HOST, odd))
                .contains("> Remote-Groups: staff; \"x;ys\"\n");
    }

    @Test
    void anAssertionHasItsOwnNameAndAudience() throws IOException {
        String seen = gateway.send("GET /", HOST, cookie);

        String token = seen.split("> X-My-Assertion: ")[1].split("\n")[0];
        byte[] claims = Base64.getUrlDecoder().decode(token.split("[.]")[1]);
        assertThat(new JsonObject(new String(claims, StandardCharsets.UTF_8)).getString("aud"))
                .isEqualTo("my-app");
        assertThat(seen).doesNotContain("X-Vestibule-Assertion");
    }

    @Test
    void basicNamesTheUserAndNoClientCanChangeIt() throws IOException {
        String seen = gateway.send("GET /basic/a", HOST, cookie, "Authorization: Basic ZXZpbDo=");

        String pair = "ada:s3cret:x";
        assertThat(seen)
                .contains(
                        "> authorization: Basic "
                                + Base64.getEncoder().encodeToString(pair.getBytes())
                                + "\n")
                .doesNotContain("ZXZpbDo=");
    }

    @Test
    void aNameWithAColonIsNoUsernameOfBasic() throws IOException {
        String odd = "Cookie: " + gateway.login("root:x", "staff");

        assertThat(gateway.send("GET /basic/a", HOST, odd, "Authorization: Basic ZXZpbDo="))
                .contains("200 OK")
                .doesNotContainIgnoringCase("> authorization");
    }

    @Test
    void anAppWithoutBasicGetsTheAuthorizationOfItsClients() throws IOException {
        assertThat(gateway.send("GET /", HOST, cookie, "Authorization: Bearer own"))
                .contains("> Authorization: Bearer own\n");
    }
}
