package dev.vestibule.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.app.UpstreamTls;
import dev.vestibule.gateway.upstream.Origin;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Which of several servers gets the next request. */
final class AppServersTest {
    private static final Origin A = origin("a");
    private static final Origin B = origin("b");

    private final AppServers servers = new AppServers(List.of(A, B));

    private static Origin origin(String host) {
        return new Origin(host, 80, false, Duration.ofSeconds(1), UpstreamTls.STANDARD, false);
    }

    @Test
    void theyTakeTurns() {
        assertThat(List.of(next(), next(), next(), next())).containsExactly(A, B, A, B);
    }

    @Test
    void oneThatFailedIsLeftOut() {
        servers.failed(A);

        assertThat(List.of(next(), next(), next())).containsOnly(B);
    }

    @Test
    void ifAllHaveFailedAllAreTriedAgain() {
        servers.failed(A);
        servers.failed(B);

        assertThat(next()).isIn(A, B);
        assertThat(servers.next(Set.of(A))).isEqualTo(B);
        assertThat(servers.next(Set.of(A, B))).isNull();
    }

    @Test
    void anUnhealthyOneIsLeftOutUnlessAllAreOrHaveFailed() {
        servers.watch(B::equals);
        assertThat(List.of(next(), next(), next())).containsOnly(B);

        servers.failed(B);
        assertThat(next()).isIn(A, B);
        assertThat(servers.next(Set.of(B))).isEqualTo(A);
    }

    @Test
    void aSingleOneIsTriedOnce() {
        AppServers single = new AppServers(List.of(A));
        single.failed(A);

        assertThat(single.next(Set.of())).isEqualTo(A);
        assertThat(single.next(Set.of(A))).isNull();
    }

    private Origin next() {
        return Objects.requireNonNull(servers.next(Set.of()));
    }
}
