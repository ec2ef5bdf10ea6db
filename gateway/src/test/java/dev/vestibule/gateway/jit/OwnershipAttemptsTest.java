package dev.vestibule.gateway.jit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.store.SettableClock;
import dev.vestibule.gateway.store.StoreFactory;
import dev.vestibule.gateway.store.TestStores;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Attempts at an account, over all logins. */
class OwnershipAttemptsTest {
    private static final String ADA = "uid=ada,ou=people,dc=example,dc=org";

    private final SettableClock clock = new SettableClock();
    private final OwnershipAttempts attempts = new OwnershipAttempts(stores());

    @Test
    void manyAtOnceAreNoMoreThanOneAfterTheOther() throws Exception {
        Callable<@Nullable String> attempt = () -> attempts.admit(ADA).result();
        int admitted = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<@Nullable String> each :
                    threads.invokeAll(Collections.nCopies(100, attempt))) {
                admitted += each.get() == null ? 0 : 1;
            }
        }

        assertThat(admitted).isEqualTo(OwnershipAttempts.MOST);
    }

    @Test
    void oneNameInOtherLettersIsTheSameAccountAndAnotherIsNot() {
        exhaust();

        assertThat(attempts.admit("UID=Ada,ou=people,dc=example,dc=org").result()).isNull();
        assertThat(attempts.admit("uid=grace,ou=people,dc=example,dc=org").result()).isNotNull();
    }

    @Test
    void eachAttemptCountsForItsOwnQuarterOfAnHour() {
        admit();
        clock.advance(Duration.ofMinutes(10));
        exhaust();

        clock.advance(Duration.ofMinutes(5));

        assertThat(admit()).isNotNull();
        assertThat(admit()).isNull();
    }

    @Test
    void whatIsGivenBackOrForgivenDoesNotCount() {
        String place = Objects.requireNonNull(admit());
        exhaust();

        assertThat(attempts.giveBack(place).succeeded()).isTrue();

        assertThat(admit()).isNotNull();
        assertThat(admit()).isNull();
        assertThat(attempts.forgive(ADA).succeeded()).isTrue();
        assertThat(admit()).isNotNull();
    }

    private void exhaust() {
        String last = "";
        for (int attempt = 0; attempt <= OwnershipAttempts.MOST; attempt++) {
            last = admit();
        }
        assertThat(last).isNull();
    }

    private @Nullable String admit() {
        return attempts.admit(ADA).result();
    }

    private StoreFactory stores() {
        return new TestStores(clock);
    }
}
