package dev.vestibule.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.gateway.GatewaySettings.SessionLimits;
import dev.vestibule.gateway.identity.Claims;
import dev.vestibule.gateway.identity.IdentityValues;
import dev.vestibule.gateway.identity.SessionIdentity;
import dev.vestibule.gateway.identity.VerifiedIdentity;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** When a session was used last, by the time for which its store still keeps it. */
final class SessionClockTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private final SessionClock times =
            new SessionClock(
                    new SessionLimits(Duration.ofMinutes(30), Duration.ofHours(12)), () -> NOW);

    @Test
    void whatIsLeftOfTheIdleTimeTellsTheLastUse() {
        Session session = startedAt(NOW.minus(Duration.ofHours(1)));

        assertThat(times.seen(session, Duration.ofMinutes(20).toMillis()))
                .isEqualTo(NOW.minus(Duration.ofMinutes(10)));
    }

    @Test
    void noUseIsBeforeTheStart() {
        Session session = startedAt(NOW.minus(Duration.ofMinutes(5)));

        assertThat(times.seen(session, Duration.ofMinutes(1).toMillis()))
                .isEqualTo(session.startedAt());
    }

    private static Session startedAt(Instant time) {
        VerifiedIdentity verified =
                new VerifiedIdentity(
                        "alpha", "https://a.example", "1", new Claims(Map.of()), time, List.of());
        SessionIdentity identity =
                new SessionIdentity("ada", null, null, List.of(), verified, null, "");
        FlowPass pass =
                new FlowPass(identity, IdentityValues.of(identity), Map.of(), List.of(), "", null);
        return new Session("key", pass, Map.of("staff", pass), time, List.of());
    }
}
