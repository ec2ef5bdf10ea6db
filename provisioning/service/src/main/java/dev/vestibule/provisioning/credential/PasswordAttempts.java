package dev.vestibule.provisioning.credential;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts wrong passwords of each account over all logins, before each is tried, so that
 * simultaneous attempts gain nothing. The gateways count over all their nodes; this is the
 * service's own count, which does not rely on theirs. Claims are fewer than what makes a directory
 * lock the account, so that no user can lock the account of another from there.
 */
final class PasswordAttempts {
    /** Of a user who claims an account. */
    static final int MOST_CLAIMS = 4;

    /** Of a user who signs in. */
    static final int MOST_SIGN_INS = 10;

    private static final Duration PERIOD = Duration.ofMinutes(15);
    private static final int ACCOUNTS = 50_000;

    private final Map<String, Counted> accounts = new ConcurrentHashMap<>();
    private final int most;
    private final InstantSource clock;

    private record Counted(int attempts, Instant since) {}

    /**
     * @param most wrong passwords in fifteen minutes
     */
    PasswordAttempts(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Whether one more may be tried; if so, it is counted. */
    boolean admit(String account) {
        Instant now = clock.instant();
        if (accounts.size() >= ACCOUNTS) {
            accounts.values().removeIf(counted -> over(counted, now));
        }
        if (accounts.size() >= ACCOUNTS && !accounts.containsKey(account)) {
            return false;
        }
        Counted counted =
                accounts.compute(
                        account,
                        (_, known) ->
                                known == null || over(known, now)
                                        ? new Counted(1, now)
                                        : new Counted(
                                                Math.min(known.attempts() + 1, most + 1),
                                                known.since()));
        return counted.attempts() <= most;
    }

    /** The attempt was right: the count starts again. */
    void forgive(String account) {
        accounts.remove(account);
    }

    /** The attempt could not be tried, and is not counted. */
    void giveBack(String account) {
        accounts.computeIfPresent(
                account,
                (_, known) ->
                        known.attempts() <= 1
                                ? null
                                : new Counted(known.attempts() - 1, known.since()));
    }

    private static boolean over(Counted counted, Instant now) {
        return now.isAfter(counted.since().plus(PERIOD));
    }
}
