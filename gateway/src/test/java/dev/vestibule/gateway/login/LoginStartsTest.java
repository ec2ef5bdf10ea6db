package dev.vestibule.gateway.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.gateway.GatewaySettings.Rate;
import dev.vestibule.gateway.store.SettableClock;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.SplittableRandom;

final class LoginStartsTest {
    private static final int MOST = 5;

    private final SettableClock clock = new SettableClock();
    private final LoginStarts starts =
            new LoginStarts(new Rate(MOST, Duration.ofMinutes(1)), new SplittableRandom(1), clock);

    @Test
    void anAddressBeginsSoManyLoginsInATime() {
        spend("192.0.2.1");

        assertThat(starts.admit("192.0.2.1")).isEqualTo(60);
        clock.advance(Duration.ofMillis(50_500));
        assertThat(starts.admit("192.0.2.1")).isEqualTo(10);
        clock.advance(Duration.ofMillis(9_500));
        assertThat(starts.admit("192.0.2.1")).isZero();
    }

    @Test
    void anotherAddressIsNotHeldUp() {
        spend("192.0.2.1");

        assertThat(starts.admit("192.0.2.2")).isZero();
        assertThat(starts.admit("2001:db8::1")).isZero();
    }

    @Test
    void whatIsNotToBeCountedIsNeverHeldUp() {
        for (int start = 0; start < 1000; start++) {
            assertThat(starts.admit(null)).isZero();
        }
    }

    @Test
    void anIpv6NetworkOf64BitsIsOneClient() {
        spend("2001:db8:0:1::1");

        assertThat(starts.admit("2001:db8:0:1:ffff::9")).isPositive();
        assertThat(starts.admit("2001:db8:0:2::1")).isZero();
    }

    @Test
    void anIpv4AddressInAnIpv6OneIsItself() {
        spend("::ffff:192.0.2.1");

        assertThat(starts.admit("192.0.2.1")).isPositive();
        assertThat(starts.admit("::ffff:192.0.2.2")).isZero();
    }

    @Test
    void aFloodFromThousandsOfAddressesHoldsUpAlmostNobodyElse() {
        for (int address = 0; address < 2_000; address++) {
            spend("198.51." + address / 250 + "." + address % 250);
            starts.admit("198.51." + address / 250 + "." + address % 250);
        }

        int held = 0;
        for (int address = 0; address < 1_000; address++) {
            held += starts.admit("203.0." + address / 250 + "." + address % 250) == 0 ? 0 : 1;
        }

        assertThat(held).isLessThan(10);
    }

    private void spend(String address) {
        for (int start = 0; start < MOST; start++) {
            starts.admit(address);
        }
    }
}
