package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;

import dev.vestibule.gateway.connection.oidc.TestProvider;
import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Each way in which an identity provider can fail has its page, its log line and its metric. */
final class ProviderFailureTest {
    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;

    @BeforeEach
    void start() {
        world = worlds.start(folder);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void theFailureHasAPageALineAndAMetric(Failure failure) {
        failure.cause().accept(world.provider);

        WebAnswer page = world.browser().open(World.WIKI + "/page");

        assertThat(page.status()).isEqualTo(failure.status());
        assertThat(page.next())
                .isEqualTo(World.GATEWAY + "/.vestibule/login?app=wiki&return=%2Fwiki%2Fpage");
        assertThat(world.logged("event=login outcome=" + failure.kind())).contains("app=wiki");
        assertThat(world.logged("request failed kind=" + failure.kind()))
                .contains("reference=" + reference(page));
        assertThat(world.metric("vestibule_logins_total{outcome=\"" + failure.kind() + "\"}"))
                .isEqualTo(1);
        assertThat(world.metric("vestibule_failures_total{kind=\"" + failure.kind() + "\"}"))
                .isEqualTo(1);
        assertThat(world.directory.people()).isEmpty();
    }

    @Test
    void whoCancelledSeesAPageThatTriesAgainToTheSameDestination() {
        TestBrowser browser = world.browser();
        browser.atProvider(address -> TestProvider.failing("access_denied", address));
        WebAnswer cancelled = browser.open(World.WIKI + "/page");
        browser.atProvider(address -> address);

        WebAnswer page = browser.open(cancelled.next());

        assertThat(cancelled.status()).isEqualTo(403);
        assertThat(cancelled.body()).doesNotContain("described");
        assertThat(world.logged("event=login outcome=provider_denied")).contains("app=wiki");
        assertThat(page.body()).startsWith("> GET /wiki/page\n");
    }

    @Test
    void aProviderThatComesBackServesTheNextTry() {
        TestBrowser browser = world.browser();
        world.provider.answer(Endpoint.DISCOVERY, ctx -> ctx.response().setStatusCode(503).end());
        WebAnswer down = browser.open(World.WIKI);
        world.provider.behave(Endpoint.DISCOVERY);
        world.clock.advance(java.time.Duration.ofMinutes(1));

        WebAnswer page = browser.open(down.next());

        assertThat(page.received("x-forwarded-user")).isEqualTo("ada");
    }

    static Stream<Failure> failures() {
        return Stream.of(
                new Failure(
                        "provider_unavailable",
                        503,
                        idp ->
                                idp.answer(
                                        Endpoint.TOKEN, ctx -> ctx.request().connection().close())),
                new Failure(
                        "invalid_provider_response",
                        502,
                        idp -> idp.answer(Endpoint.TOKEN, ctx -> ctx.response().end("<html>"))),
                new Failure(
                        "provider_error",
                        502,
                        idp ->
                                idp.redirect(answer -> {
                                    Map<String, String> error = new HashMap<>(answer);
                                    error.remove("code");
                                    error.put("error", "temporarily_unavailable");
                                    return error;
                                })),
                new Failure("provider_rejected", 403, idp -> idp.algorithm(JWSAlgorithm.RS512)),
                rejected("nonce", "planted"),
                rejected("aud", "somebody-else"),
                rejected("iss", "https://evil.example"),
                new Failure(
                        "provider_rejected",
                        403,
                        idp ->
                                idp.redirect(answer -> {
                                    Map<String, String> other = new HashMap<>(answer);
                                    other.put("iss", "https://evil.example");
                                    return other;
                                })));
    }

    private static Failure rejected(String claim, String value) {
        return new Failure(
                "provider_rejected",
                403,
                idp ->
                        idp.idTokenClaims(claims -> {
                            Map<String, Object> changed = new HashMap<>(claims);
                            changed.put(claim, value);
                            return changed;
                        }));
    }

    private static String reference(WebAnswer page) {
        return page.body().replaceAll("(?s).*<code>([0-9A-F]+)</code>.*", "$1");
    }

    record Failure(String kind, int status, Consumer<TestProvider> cause) {
        @Override
        public String toString() {
            return kind;
        }
    }
}
