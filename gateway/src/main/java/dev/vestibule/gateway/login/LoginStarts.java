package dev.vestibule.gateway.login;

import dev.vestibule.flow.gateway.GatewaySettings.Rate;
import dev.vestibule.gateway.http.AddressShare;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Counts the logins that are started from each address, so that one client cannot fill the memory
 * for logins. IPv6 addresses are counted by their network of 64 bits, which is what one subscriber
 * has.
 *
 * <p>The counters have a fixed size, whatever the number of addresses: each address has one counter
 * in each of a few rows, and the smallest of them decides. Addresses share counters at random, with
 * places that no client can predict, so that an address is never counted too low, and too high only
 * where all of its counters meet a busy address.
 */
public final class LoginStarts {
    private static final int ROWS = 4;
    private static final int COLUMNS = 1 << 14;

    private final AtomicIntegerArray counters = new AtomicIntegerArray(ROWS * COLUMNS);
    private final AtomicLong end = new AtomicLong();
    private final long[] seeds;
    private final Rate rate;
    private final InstantSource clock;

    /**
     * @param rate how many logins an address may begin, and in which time
     */
    public LoginStarts(Rate rate, RandomGenerator random, InstantSource clock) {
        this.rate = rate;
        this.clock = clock;
        this.seeds = random.longs(ROWS).toArray();
    }

    /**
     * Adds one login.
     *
     * @param address of the client, null if it is not limited
     * @return 0 when the login may begin, else the seconds until the next one may
     */
    public int admit(@Nullable String address) {
        return waiting(address, 1);
    }

    /** The same without adding one. */
    public int waiting(@Nullable String address) {
        return waiting(address, 0);
    }

    private int waiting(@Nullable String address, int more) {
        if (address == null) {
            return 0;
        }
        long now = clock.millis();
        beginPeriod(now);
        int least = Integer.MAX_VALUE;
        long network = AddressShare.network(InetAddress.ofLiteral(address));
        for (int row = 0; row < ROWS; row++) {
            int place = row * COLUMNS + (int) (mixed(network ^ seeds[row]) >>> 50);
            least = Math.min(least, counters.addAndGet(place, more));
        }
        return least <= rate.most() ? 0 : (int) Math.max(1, (end.get() - now + 999) / 1000);
    }

    /** Spreads the bits, as the generator SplitMix64 does. */
    private static long mixed(long bits) {
        long first = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
        long second = (first ^ first >>> 27) * 0x94d049bb133111ebL;
        return second ^ second >>> 31;
    }

    private void beginPeriod(long now) {
        long current = end.get();
        if (now >= current && end.compareAndSet(current, now + rate.period().toMillis())) {
            for (int place = 0; place < counters.length(); place++) {
                counters.set(place, 0);
            }
        }
    }
}
