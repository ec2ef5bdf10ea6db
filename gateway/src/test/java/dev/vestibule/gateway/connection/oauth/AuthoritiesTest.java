package dev.vestibule.gateway.connection.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.connection.FacebookConnection;
import dev.vestibule.flow.connection.GithubConnection;
import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.gateway.connection.facebook.FacebookAuthenticators;
import dev.vestibule.gateway.connection.github.GithubAuthenticators;
import dev.vestibule.gateway.connection.oidc.OidcAuthenticators;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.AuthenticationFailure.Reason;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.testing.TestCertificate;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.Map;

/**
 * Identity providers with certificates of an authority of their own. No endpoint answers as it
 * should: a failure that the provider is to blame for shows that it was reached.
 */
@Timeout(240)
@ExtendWith(VertxExtension.class)
final class AuthoritiesTest {
    private static final URI GATEWAY = URI.create("http://localhost:18080");

    @TempDir static Path folder;

    @BeforeAll
    static void makeCertificates()
            throws IOException, InterruptedException, GeneralSecurityException {
        TestCertificate.make(folder, "localhost", "localhost");
        TestCertificate.make(folder, "other", "localhost");
        TestCertificate.make(folder, "elsewhere", "elsewhere.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"oidc", "keycloak", "github", "facebook"})
    void everyKindTrustsTheAuthoritiesOfItsConnection(String type, Vertx vertx) {
        TestOAuth provider = provider(vertx, "localhost");

        assertThat(outcome(provider, type, ca("localhost"))).isEqualTo(Reason.PROVIDER_ERROR);
        assertThat(outcome(provider, type, ca("other"))).isEqualTo(Reason.PROVIDER_UNAVAILABLE);
        assertThat(outcome(provider, type, "")).isEqualTo(Reason.PROVIDER_UNAVAILABLE);
    }

    @Test
    void aCertificateForAnotherHostIsRefusedAlthoughItsAuthorityIsTrusted(Vertx vertx) {
        TestOAuth provider = provider(vertx, "elsewhere");

        assertThat(outcome(provider, "github", ca("elsewhere")))
                .isEqualTo(Reason.PROVIDER_UNAVAILABLE);
    }

    @Test
    void aFileThatChangesIsUsedWithoutAReload(Vertx vertx) throws IOException {
        TestOAuth provider = provider(vertx, "localhost");
        Path file = folder.resolve("changing.pem");
        Files.copy(pem("other"), file);
        Authenticator authenticator =
                authenticator(provider, provider.connection("github", "ca: " + file));
        assertThat(outcome(provider, authenticator)).isEqualTo(Reason.PROVIDER_UNAVAILABLE);

        Files.copy(pem("localhost"), file, StandardCopyOption.REPLACE_EXISTING);

        assertThat(outcome(provider, authenticator)).isEqualTo(Reason.PROVIDER_ERROR);
    }

    @Test
    void aFileThatIsNotThereOrHasNoCertificateTrustsNobody(Vertx vertx) throws IOException {
        TestOAuth provider = provider(vertx, "localhost");
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        Path noise = Files.writeString(folder.resolve("noise.pem"), "no certificate");

        for (Path file : new Path[] {folder.resolve("missing.pem"), empty, noise}) {
            assertThat(outcome(provider, "github", "ca: " + file))
                    .as(file.toString())
                    .isEqualTo(Reason.PROVIDER_UNAVAILABLE);
        }
    }

    private static Reason outcome(TestOAuth provider, String type, String ca) {
        return outcome(provider, authenticator(provider, provider.connection(type, ca)));
    }

    private static Reason outcome(TestOAuth provider, Authenticator authenticator) {
        return catchThrowableOfType(
                        AuthenticationFailure.class,
                        () ->
                                provider.complete(
                                        authenticator,
                                        provider.begin(authenticator),
                                        TestOAuth.answer(Map.of("code", "guessed"))))
                .reason();
    }

    private static Authenticator authenticator(TestOAuth provider, Connection connection) {
        var resources = provider.resources();
        return switch (connection) {
            case OidcConnection oidc -> new OidcAuthenticators(GATEWAY, resources).create(oidc);
            case GithubConnection github ->
                    new GithubAuthenticators(GATEWAY, resources).create(github);
            case FacebookConnection facebook ->
                    new FacebookAuthenticators(GATEWAY, resources).create(facebook);
            default -> throw new AssertionError(connection.toString());
        };
    }

    private static TestOAuth provider(Vertx vertx, String name) {
        return new TestOAuth(
                vertx,
                new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                                new PfxOptions()
                                        .setPath(store(name).toString())
                                        .setPassword(TestCertificate.PASSWORD)));
    }

    private static String ca(String name) {
        return "ca: " + pem(name);
    }

    private static Path pem(String name) {
        return folder.resolve(name + ".pem");
    }

    private static Path store(String name) {
        return folder.resolve(name + ".p12");
    }
}
