package dev.vestibule.gateway.factor;

import dev.vestibule.flow.gateway.GatewaySettings.Protection;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.store.EphemeralStore;
import dev.vestibule.gateway.store.StoreFactory;
import dev.vestibule.gateway.store.StoreKind;
import dev.vestibule.gateway.store.StoreKind.Part;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Counts guesses of passwords and codes, each before it is checked, so that guesses at the same
 * time gain nothing: for each account and kind of factor, and for each client address over all
 * accounts. After a few wrong answers each further one has to wait, each time twice as long; after
 * {@link Protection#attempts} the account is locked for this kind for a while. What does not exist
 * is counted like what does.
 */
public final class FactorGuard {
    private static final int FREE = 2;
    private static final Part PART = Part.fixed(2);

    private final EphemeralStore<String> counts;
    private final Protection protection;
    private final InstantSource clock;

    public FactorGuard(StoreFactory stores, Protection protection, InstantSource clock) {
        counts = stores.open(new StoreKind<>("guesses", PART, String.class));
        this.protection = protection;
        this.clock = clock;
    }

    /** Guesses so far, and the time of the last one. */
    private record Count(int guesses, Instant last) {
        static Count parse(String text) {
            int space = text.indexOf(' ');
            return new Count(
                    Integer.parseInt(text, 0, space, 10),
                    Instant.ofEpochMilli(Long.parseLong(text, space + 1, text.length(), 10)));
        }

        @Override
        public String toString() {
            return guesses + " " + last.toEpochMilli();
        }
    }

    /**
     * Counts one guess that is about to be checked.
     *
     * @param kind of factor; kinds are counted apart
     * @param account whatever names it
     * @param address of the client, null if it is not limited
     * @return 0 when the answer may be checked, else the seconds until the next one may
     */
    public Future<Integer> admit(String kind, String account, @Nullable String address) {
        return count(key(kind, account), protection.attempts(), true)
                .compose(wait ->
                        wait > 0 || address == null
                                ? Future.succeededFuture(wait)
                                : count(key("address", address), protection.perAddress(), false));
    }

    /** The answer was right, or could not be checked: the account's count starts again. */
    public Future<Void> forgive(String kind, String account) {
        return counts.take(key(kind, account)).mapEmpty();
    }

    private Future<Integer> count(String key, int most, boolean slower) {
        return counts.get(key)
                .compose(text -> {
                    if (text == null) {
                        return counts.putIfAbsent(
                                        key,
                                        new Count(1, clock.instant()).toString(),
                                        protection.lock())
                                .compose(first ->
                                        first
                                                ? Future.succeededFuture(0)
                                                : count(key, most, slower));
                    }
                    return countAnother(key, text, most, slower);
                });
    }

    private Future<Integer> countAnother(String key, String text, int most, boolean slower) {
        Count known = Count.parse(text);
        Instant now = clock.instant();
        int wait = seconds(now, known.last().plus(delay(known.guesses(), most, slower)));
        if (wait > 0) {
            return Future.succeededFuture(wait);
        }
        String next = new Count(known.guesses() + 1, now).toString();
        return counts.replace(key, text, next)
                .compose(replaced ->
                        replaced
                                ? counts.touch(key, protection.lock()).map(0)
                                : count(key, most, slower));
    }

    private Duration delay(int guesses, int most, boolean slower) {
        if (guesses >= most) {
            return protection.lock();
        }
        return slower && guesses > FREE
                ? Duration.ofSeconds(1L << Math.min(guesses - FREE - 1, 10))
                : Duration.ZERO;
    }

    private static int seconds(Instant now, Instant allowed) {
        long millis = Duration.between(now, allowed).toMillis();
        return millis <= 0 ? 0 : (int) ((millis + 999) / 1000);
    }

    private static String key(String kind, String account) {
        return Tokens.hash("vestibule.guess " + kind + " " + account.toLowerCase(Locale.ROOT));
    }
}
