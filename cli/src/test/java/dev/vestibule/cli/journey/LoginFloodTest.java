package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Strangers who begin more logins than the gateway takes on. */
final class LoginFloodTest {
    private static final String LOGIN = "/.vestibule/login?app=wiki&return=";

    /** With room for some hundred logins. */
    private static final long SMALL = 500_000;

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();

    @Test
    void whoComesWhenTheMemoryIsFullIsRefusedAndWhoIsInsideGoesOn() {
        World world = worlds.start(folder);
        world.restartGateway(SMALL);
        TestBrowser signedIn = world.browser();
        signedIn.open(World.WIKI);
        TestBrowser inside = world.browser();
        String provider = inside.until("/authorize", World.WIKI);

        List<HttpClientResponse> answers = flood(world, 1_000);
        WebAnswer newcomer = world.browser().get(World.GATEWAY + LOGIN + "/wiki/page");

        assertThat(answers.getFirst().statusCode()).isEqualTo(303);
        assertThat(answers.getLast().statusCode()).isEqualTo(503);
        assertThat(answers.getLast().getHeader("Retry-After")).isEqualTo("30");
        assertThat(newcomer.status()).isEqualTo(503);
        assertThat(newcomer.body()).contains("Try again shortly");
        assertThat(newcomer.next()).contains("/.vestibule/login?app=wiki");
        assertThat(inside.open(provider).status()).isEqualTo(200);
        assertThat(signedIn.get(World.WIKI).status()).isEqualTo(200);
    }

    @Test
    void aLoginThatHasProvedNothingTakesLessThanAKilobyte() {
        World world = worlds.start(folder);
        world.restartGateway(SMALL);

        int served = 0;
        while (login(world, "/" + "p".repeat(300 + served % 19), null).statusCode() == 303) {
            served++;
        }

        // A fifth of the heap is for logins in flight.
        assertThat(served).isGreaterThan((int) (SMALL / 5 / 1024));
    }

    @Test
    void whenTheFloodHasExpiredNewcomersAreTaken() {
        World world = worlds.start(folder);
        world.restartGateway(SMALL);
        assertThat(flood(world, 1_000).getLast().statusCode()).isEqualTo(503);

        world.clock.advance(Duration.ofMinutes(15));

        assertThat(world.browser().open(World.WIKI).status()).isEqualTo(200);
    }

    @Test
    void aFloodOfHandoffsOfOneSessionLeavesRoomForTheOthers() {
        World world = worlds.start(folder);
        world.restartGateway(SMALL);
        TestBrowser mallory = world.browser();
        mallory.open(World.WIKI);
        String login =
                World.GATEWAY
                        + "/.vestibule/login?app=shop&binding="
                        + "b".repeat(43)
                        + "&return=/";
        for (int handoff = 0; handoff < 500; handoff++) {
            assertThat(mallory.get(login + handoff).status()).isEqualTo(303);
        }

        WebAnswer page = world.browser().open("http://shop.localhost:18080/page");

        assertThat(page.body()).startsWith("> GET /page\n");
    }

    @Test
    void anAddressBehindATrustedProxyBeginsSoManyLoginsAndNoMore() {
        World world = world("trusted-proxies: [127.0.0.0/8]", "login-starts: 3/1m");
        for (int start = 0; start < 3; start++) {
            assertThat(login(world, "192.0.2.7").statusCode()).isEqualTo(303);
        }

        HttpClientResponse refused = login(world, "192.0.2.7");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.getHeader("Retry-After")).isEqualTo("60");
        assertThat(refused.body().await().toString())
                .contains("Too many sign-ins from your network");
        assertThat(login(world, "192.0.2.8").statusCode()).isEqualTo(303);
        assertThat(login(world, "10.9.9.9, 192.0.2.7").statusCode()).isEqualTo(429);
        world.clock.advance(Duration.ofMinutes(1));
        assertThat(login(world, "192.0.2.7").statusCode()).isEqualTo(303);
    }

    @Test
    void aProxyIsNeverCountedItself() {
        World world = world("trusted-proxies: [127.0.0.0/8, 10.0.0.0/8]", "login-starts: 3/1m");

        for (int start = 0; start < 10; start++) {
            assertThat(login(world, null).statusCode()).isEqualTo(303);
            assertThat(login(world, "10.0.0.1").statusCode()).isEqualTo(303);
            assertThat(login(world, "garbage").statusCode()).isEqualTo(303);
        }
    }

    @Test
    void theMachineItselfIsNotCounted() {
        World world = world("login-starts: 3/1m");

        for (int start = 0; start < 10; start++) {
            assertThat(login(world, null).statusCode()).isEqualTo(303);
            assertThat(login(world, "192.0.2.7").statusCode()).isEqualTo(303);
        }
    }

    private World world(String... keys) {
        String more = "gateway:\n  " + String.join("\n  ", keys) + "\n";
        return worlds.start(folder, Yaml.STANDARD.replaceFirst("gateway:\n", more));
    }

    private static List<HttpClientResponse> flood(World world, int logins) {
        List<HttpClientResponse> answers = new ArrayList<>();
        for (int login = 0; login < logins; login++) {
            answers.add(login(world, null));
        }
        return answers;
    }

    private static HttpClientResponse login(World world, @Nullable String forwardedFor) {
        return login(world, "/wiki/page", forwardedFor);
    }

    private static HttpClientResponse login(
            World world, String path, @Nullable String forwardedFor) {
        RequestOptions options =
                new RequestOptions()
                        .setHost("localhost")
                        .setPort(TestBrowser.PUBLIC_PORT)
                        .setServer(
                                SocketAddress.inetSocketAddress(
                                        world.gateway().port(), "127.0.0.1"))
                        .setURI(LOGIN + path)
                        .putHeader("Accept", "text/html");
        if (forwardedFor != null) {
            options.putHeader("X-Forwarded-For", forwardedFor);
        }
        return world.client
                .request(options)
                .compose(request -> request.send().compose(answer -> answer.body().map(answer)))
                .await();
    }
}
