package dev.vestibule.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.app.Health;
import dev.vestibule.flow.app.Health.Statuses;
import dev.vestibule.flow.app.UpstreamHttp;
import dev.vestibule.gateway.access.AppServers;
import dev.vestibule.gateway.access.Route;
import dev.vestibule.gateway.access.RouteTable;
import dev.vestibule.gateway.proxy.EchoUpstream;
import dev.vestibule.gateway.proxy.TestApps;
import dev.vestibule.gateway.store.SettableClock;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Servers that go down and come back while they are checked. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class HealthChecksTest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Health HEALTH =
            new Health("/up?deep=1", INTERVAL, Duration.ofSeconds(5), 2, 3, new Statuses(200, 299));

    private final SettableClock clock = new SettableClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger status = new AtomicInteger(200);
    private final List<String> asked = new ArrayList<>();
    private final List<HttpVersion> versions = new CopyOnWriteArrayList<>();
    private UpstreamHttp.Version version = UpstreamHttp.Version.HTTP_1_1;
    private EchoUpstream one;
    private EchoUpstream two;
    private HealthChecks checks;

    @BeforeEach
    void start(Vertx vertx) {
        one =
                EchoUpstream.start(
                        vertx,
                        request -> {
                            versions.add(request.version());
                            synchronized (asked) {
                                asked.add(
                                        request.method()
                                                + " "
                                                + request.uri()
                                                + " "
                                                + request.authority());
                            }
                            if (status.get() > 0) {
                                request.response().setStatusCode(status.get()).end("body");
                            }
                        });
        two = EchoUpstream.start(vertx);
        checks = HealthChecks.of(vertx, clock, meters);
    }

    private List<Route> routes(@Nullable Health health) {
        return routes(health, one.port());
    }

    private List<Route> routes(@Nullable Health health, int first) {
        return new RouteTable(
                        List.of(
                                TestApps.speaking(
                                        TestApps.served(TestApps.wiki(first), first, two.port()),
                                        new UpstreamHttp(version, List.of(), health))),
                        Map.of(),
                        URI.create("http://localhost"),
                        Route.Timeouts.STANDARD)
                .all();
    }

    private AppServers follow(Health health) {
        return follow(routes(health));
    }

    private AppServers follow(List<Route> routes) {
        checks.follow(routes);
        return Objects.requireNonNull(routes.getFirst().servers());
    }

    private void round() {
        checks.tick().await();
        clock.advance(INTERVAL);
    }

    private void rounds(int count) {
        for (int round = 0; round < count; round++) {
            round();
        }
    }

    private Set<Integer> chosen(AppServers servers) {
        Set<Integer> ports = new java.util.TreeSet<>();
        for (int request = 0; request < 4; request++) {
            ports.add(Objects.requireNonNull(servers.next(Set.of())).port());
        }
        return ports;
    }

    private double gauge(int port) {
        return meters.get("vestibule.upstream.healthy")
                .tag("app", "wiki")
                .tag("upstream", "127.0.0.1:" + port)
                .gauge()
                .value();
    }

    private JsonObject shown(int port) {
        return checks.status().getJsonArray("upstreams").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("upstream").endsWith(":" + port))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aServerOfHttp2IsAskedWithHttp2() {
        version = UpstreamHttp.Version.HTTP_2;
        AppServers servers = follow(HEALTH);
        status.set(503);
        rounds(3);
        assertThat(chosen(servers)).containsExactly(two.port());

        status.set(200);
        rounds(2);

        assertThat(chosen(servers)).containsExactlyInAnyOrder(one.port(), two.port());
        assertThat(versions).hasSize(5).containsOnly(HttpVersion.HTTP_2);
    }

    @Test
    void aServerThatFailsIsLeftOutUntilItAnswersAgain() {
        AppServers servers = follow(HEALTH);
        rounds(1);
        assertThat(chosen(servers)).containsExactlyInAnyOrder(one.port(), two.port());

        status.set(503);
        rounds(2);
        assertThat(chosen(servers)).contains(one.port());
        round();
        assertThat(chosen(servers)).containsExactly(two.port());
        assertThat(gauge(one.port())).isZero();
        assertThat(gauge(two.port())).isOne();
        assertThat(shown(one.port()).getBoolean("healthy")).isFalse();
        assertThat(shown(one.port()).getString("detail")).isEqualTo("status 503");

        status.set(204);
        round();
        assertThat(chosen(servers)).containsExactly(two.port());
        round();
        assertThat(chosen(servers)).contains(one.port());
        assertThat(gauge(one.port())).isOne();
        assertThat(shown(one.port()).getBoolean("healthy")).isTrue();
    }

    @Test
    void theRequestIsThatOfTheConfiguration() {
        follow(HEALTH);
        round();

        assertThat(asked).containsExactly("GET /up?deep=1 localhost");
    }

    @Test
    void noServerIsAskedBeforeItsTimeOrTwiceAtOnce() {
        follow(new Health("/", INTERVAL, Duration.ofSeconds(1), 2, 3, new Statuses(200, 299)));
        round();
        clock.advance(INTERVAL.negated().plusSeconds(1));
        checks.tick().await();
        assertThat(one.hits()).isOne();

        status.set(0);
        clock.advance(INTERVAL);
        var silent = checks.tick();
        clock.advance(INTERVAL);
        checks.tick().await();
        assertThat(one.hits()).isLessThanOrEqualTo(2);
        silent.await();
        assertThat(shown(one.port()).getString("detail")).isEqualTo("no answer within its timeout");
    }

    @Test
    void whenAllAreDownAllAreTried() {
        AppServers servers = follow(HEALTH);
        status.set(500);
        two.close();
        rounds(3);

        assertThat(gauge(two.port())).isZero();
        assertThat(shown(two.port()).getString("detail")).contains("cause=refused");
        assertThat(chosen(servers)).containsExactlyInAnyOrder(one.port(), two.port());
        assertThat(
                        servers.next(
                                servers.all().stream()
                                        .collect(java.util.stream.Collectors.toSet())))
                .isNull();
    }

    @Test
    void aReloadKeepsWhatIsKnown() {
        follow(HEALTH);
        status.set(500);
        rounds(3);

        AppServers servers = follow(HEALTH);

        assertThat(chosen(servers)).containsExactly(two.port());
        assertThat(gauge(one.port())).isZero();
    }

    @Test
    void anAppThatIsRemovedIsNotAskedAnyMore() {
        follow(HEALTH);
        round();
        checks.follow(routes(null));
        rounds(3);

        assertThat(one.hits()).isOne();
        assertThat(meters.find("vestibule.upstream.healthy").gauges()).isEmpty();
        assertThat(checks.status().getJsonArray("upstreams")).isEmpty();
    }

    @Test
    void otherChecksBeginWithoutAJudgment() {
        follow(HEALTH);
        status.set(500);
        rounds(3);

        AppServers servers =
                follow(
                        new Health(
                                "/other",
                                INTERVAL,
                                Duration.ofSeconds(5),
                                1,
                                1,
                                new Statuses(500, 500)));
        round();

        assertThat(chosen(servers)).containsExactly(one.port());
        assertThat(meters.find("vestibule.upstream.healthy").gauges()).hasSize(2);
    }

    @Test
    void anAnswerThatIsNoneIsAFailure() throws Exception {
        try (var broken =
                new java.net.ServerSocket(0, 8, java.net.InetAddress.getByName("127.0.0.1"))) {
            Thread.ofPlatform()
                    .daemon()
                    .start(() -> {
                        try (var socket = broken.accept()) {
                            socket.getInputStream().read(new byte[1024]);
                            socket.getOutputStream().write("SSH-2.0-OpenSSH\r\n\r\n".getBytes());
                        } catch (java.io.IOException over) {
                            // The test has ended.
                        }
                    });
            follow(routes(HEALTH, broken.getLocalPort()));
            round();
            assertThat(shown(broken.getLocalPort()).getString("detail")).contains("cause=broken");
        }
    }
}
