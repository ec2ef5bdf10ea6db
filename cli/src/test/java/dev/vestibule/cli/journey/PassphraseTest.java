package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.FlowConfigLoader;
import dev.vestibule.gateway.TestEngine;
import dev.vestibule.gateway.connection.oidc.TestProvider;
import dev.vestibule.gateway.factor.passphrase.PassphraseFactory;
import dev.vestibule.gateway.store.SettableClock;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** A factor that only the tests register, in a flow of the product's own kinds of steps. */
@ExtendWith(VertxExtension.class)
final class PassphraseTest {
    private static final String LOGIN = World.GATEWAY + "/.vestibule/login?app=wiki&return=/wiki";
    private static final String WHOAMI = World.GATEWAY + "/.vestibule/whoami";
    private static final String YAML =
            """
            gateway: { url: "http://localhost:18080", listen: "127.0.0.1:0" }
            connections:
              alpha: { type: oidc, issuer: "@ISSUER@", client-id: "@CLIENT@", client-secret: "${env:CLIENT_SECRET}", provisioning: { enabled: false } }
              passphrase: { type: oidc, issuer: "@ISSUER@", client-id: other, client-secret: "${env:PASSPHRASE}", provisioning: { enabled: false } }
            flows:
              staff: { steps: [ { id: first, authenticate: [alpha] }, { id: second, authenticate: [passphrase] } ] }
            apps:
              wiki: { match: { path: /wiki }, upstream: "http://127.0.0.1:1", flow: staff, access: [ { allow: "true" } ] }
            """;

    private final SettableClock clock = new SettableClock();
    private TestProvider provider;
    private TestBrowser browser;

    @BeforeEach
    void start(Vertx vertx) {
        provider = TestProvider.start(vertx, clock);
        provider.signIn(Map.of("sub", "1", "preferred_username", "ada"));
        var config =
                new FlowConfigLoader()
                        .load(
                                Map.of("vestibule.yaml", filled()),
                                Path.of("."),
                                name ->
                                        name.equals("PASSPHRASE")
                                                ? "open sesame"
                                                : provider.clientSecret())
                        .config();
        var router =
                TestEngine.router(
                        vertx, Objects.requireNonNull(config), clock, PassphraseFactory::new);
        int port =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .await()
                        .actualPort();
        browser = TestBrowser.of(TestBrowser.client(vertx), port);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void theRightPassphraseCompletesTheStepAndTheIdentityIsTheFirstSteps() {
        WebAnswer asked = browser.open(LOGIN);

        WebAnswer done =
                browser.post(asked.action(), asked.filled(Map.of("password", "open sesame")));

        assertThat(asked.status()).isEqualTo(200);
        assertThat(done.location()).endsWith("/wiki");
        assertThat(browser.get(WHOAMI).body()).contains("alpha:1");
    }

    @Test
    void aWrongOneIsAskedForAgain() {
        WebAnswer asked = browser.open(LOGIN);

        WebAnswer again = browser.post(asked.action(), asked.filled(Map.of("password", "sesame")));
        WebAnswer done =
                browser.post(again.action(), again.filled(Map.of("password", "open sesame")));

        assertThat(again.status()).isEqualTo(403);
        assertThat(done.location()).endsWith("/wiki");
    }

    @Test
    void emptyForeignAndRepeatedAnswersChangeNothing() {
        WebAnswer asked = browser.open(LOGIN);
        Map<String, String> right = asked.filled(Map.of("password", "open sesame"));

        WebAnswer empty = browser.post(asked.action(), asked.fields());
        WebAnswer asCallback =
                browser.get(asked.action().replace("/login/", "/callback/alpha?code=x&state="));
        WebAnswer whoami = browser.get(WHOAMI);
        WebAnswer done = browser.post(asked.action(), right);
        WebAnswer repeated = browser.post(asked.action(), right);

        assertThat(empty.status()).isEqualTo(400);
        assertThat(asCallback.status()).isEqualTo(403);
        assertThat(whoami.status()).isEqualTo(401);
        assertThat(done.location()).endsWith("/wiki");
        assertThat(repeated.location()).contains("/.vestibule/login?app=wiki");
    }

    private String filled() {
        return YAML.replace("@ISSUER@", provider.issuer()).replace("@CLIENT@", provider.clientId());
    }
}
