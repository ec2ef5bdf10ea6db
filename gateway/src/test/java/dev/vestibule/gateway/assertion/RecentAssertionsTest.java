package dev.vestibule.gateway.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.assertion.Assertions.RecentAssertions.Place;
import dev.vestibule.gateway.identity.IdentityValues;
import dev.vestibule.gateway.identity.SessionIdentity;
import dev.vestibule.gateway.proxy.TestGateway;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Which assertion is sent again. */
final class RecentAssertionsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ORIGIN = "https://wiki.example.org";
    private static final SessionIdentity ADA = TestGateway.identity("ada");

    private final Assertions.RecentAssertions recent = new Assertions.RecentAssertions(3);

    @Test
    void aSessionWhoseGroupsHaveChangedGetsANewOneAtOnce() {
        Assertion old = kept("s", NOW, ADA);
        SessionIdentity changed =
                new SessionIdentity(
                        ADA.user(),
                        ADA.email(),
                        ADA.name(),
                        List.of("staff"),
                        ADA.verified(),
                        ADA.account(),
                        ADA.accountId());

        Assertion next = kept("s", NOW, changed);

        assertThat(next).isNotSameAs(old);
    }

    @Test
    void anEqualIdentityReadAgainFromAStoreGetsTheSameOne() {
        Assertion old = kept("s", NOW, ADA);

        Assertion next = kept("s", NOW.plusSeconds(1), TestGateway.identity("ada"));

        assertThat(next).isSameAs(old);
    }

    @Test
    void aClockThatIsSetBackLeavesNoTokenFromTheFuture() {
        Assertion old = kept("s", NOW, ADA);

        Assertion next = kept("s", NOW.minus(Duration.ofHours(1)), ADA);

        assertThat(next).isNotSameAs(old);
    }

    @Test
    void theEldestMakesRoom() {
        Assertion first = kept("1", NOW, ADA);
        Assertion second = kept("2", NOW, ADA);
        kept("3", NOW, ADA);

        kept("4", NOW, ADA);

        assertThat(recent.size()).isEqualTo(3);
        assertThat(kept("2", NOW, ADA)).isSameAs(second);
        assertThat(kept("1", NOW, ADA)).isNotSameAs(first);
    }

    @Test
    void whatIsStaleIsNotKept() {
        kept("1", NOW, ADA);
        kept("2", NOW, ADA);

        kept("3", NOW.plusSeconds(60), ADA);

        assertThat(recent.size()).isEqualTo(1);
    }

    private Assertion kept(String session, Instant at, SessionIdentity identity) {
        return recent.keptOr(
                new Place(session, ORIGIN),
                new Assertion(ORIGIN, identity, IdentityValues.of(identity), at));
    }
}
