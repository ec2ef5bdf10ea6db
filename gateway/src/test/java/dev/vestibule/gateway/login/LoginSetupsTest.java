package dev.vestibule.gateway.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.RegisteredKinds;
import dev.vestibule.gateway.store.SettableClock;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** Versions of the configuration, and how long they stay. */
final class LoginSetupsTest {
    private final SettableClock clock = new SettableClock();
    private final AtomicReference<LoginSetup> live = new AtomicReference<>(setup("1"));
    private final LoginSetups setups = new LoginSetups(live::get, clock);

    @Test
    void aVersionStaysUntilTheLastOfItsLoginsIsOver() {
        setups.keep(live.get());
        live.set(setup("2"));
        clock.advance(LoginTransactions.LIFETIME);
        setups.keep(live.get());

        assertThat(setups.find("1")).isNotNull();
        assertThat(setups.find("2")).isSameAs(live.get());
    }

    @Test
    void afterThatItIsForgotten() {
        setups.keep(live.get());
        live.set(setup("2"));
        clock.advance(LoginTransactions.LIFETIME.plus(Duration.ofSeconds(1)));
        setups.keep(live.get());

        assertThat(setups.find("1")).isNull();
    }

    @Test
    void theOldestOfMoreThan64VersionsIsForgotten() {
        for (int version = 1; version <= 65; version++) {
            live.set(setup(String.valueOf(version)));
            setups.keep(live.get());
            clock.advance(Duration.ofSeconds(1));
        }
        live.set(setup("66"));

        assertThat(setups.find("1")).isNull();
        assertThat(IntStream.rangeClosed(2, 65).mapToObj(String::valueOf))
                .allSatisfy(version -> assertThat(setups.find(version)).isNotNull());
    }

    @Test
    void aVersionThatNoLoginBeganWithIsNotKept() {
        live.set(setup("2"));

        assertThat(setups.find("1")).isNull();
        assertThat(setups.find("unknown")).isNull();
    }

    private static LoginSetup setup(String version) {
        return new LoginSetup(version, RegisteredKinds.configuration(), Map.of());
    }
}
