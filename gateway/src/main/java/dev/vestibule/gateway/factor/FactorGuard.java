package dev.vestibule.gateway.factor;

import static java.util.Objects.requireNonNull;

import dev.vestibule.flow.gateway.GatewaySettings.Protection;
import dev.vestibule.flow.mail.MailLimits;
import dev.vestibule.gateway.factor.FactorPrompt.Problem;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.login.Authenticator.Attempt;
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
import java.util.function.Supplier;

/**
 * Counts guesses of passwords and codes, each before it is checked, so that guesses at the same
 * time gain nothing: for each account and kind of factor, and for each client address over all
 * accounts. After a few wrong answers each further one has to wait, each time twice as long; after
 * {@link Protection#attempts} the account is locked for this kind for a while. What does not exist
 * is counted like what does. Mails are counted too, each before it is sent.
 */
public final class FactorGuard {
    private static final int FREE = 2;
    private static final Part PART = Part.fixed(2);
    private static final String MAIL = "mail";
    private static final String MAIL_TO = "mail-to";
    private static final String MAIL_FOR = "mail-for";
    private static final Duration MAIL_WINDOW = Duration.ofHours(1);

    private final EphemeralStore<String> counts;
    private final Protection protection;
    private final InstantSource clock;

    public FactorGuard(StoreFactory stores, Protection protection, InstantSource clock) {
        counts = stores.open(new StoreKind<>("guesses", PART, String.class));
        this.protection = protection;
        this.clock = clock;
    }

    /** How many so far, and when the last one was; in a window, when the first one was. */
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
        Limit perAccount = new Limit(protection.attempts(), protection.lock(), Pace.SLOWER);
        Limit perAddress = new Limit(protection.perAddress(), protection.lock(), Pace.EVEN);
        return count(key(kind, account), perAccount)
                .compose(wait ->
                        wait > 0 || address == null
                                ? Future.succeededFuture(wait)
                                : count(key("address", address), perAddress));
    }

    /**
     * Counts one guess for the login's account, checks it, and starts the account's count again
     * when it is right.
     *
     * @param kind of factor
     * @param wrong key of the sentence for a wrong answer
     * @param check whether the answer is right
     * @return null when it is right; else what is wrong
     */
    public Future<@Nullable Problem> guess(
            String kind, Attempt attempt, String wrong, Supplier<Future<Boolean>> check) {
        String account = requireNonNull(attempt.account()).id();
        return admit(kind, account, attempt.client())
                .compose(wait -> {
                    if (wait > 0) {
                        return Future.succeededFuture(Problem.wait(wait));
                    }
                    return check.get()
                            .compose(right ->
                                    right
                                            ? forgive(kind, account).map((@Nullable Problem) null)
                                            : Future.succeededFuture(Problem.of(wrong)));
                });
    }

    /**
     * Counts one mail that is about to be sent.
     *
     * @param account its id
     * @param to the mail address
     * @param client address of the client, null if it is not limited
     * @return 0 when the mail may be sent, else the seconds until the next one may
     */
    public Future<Integer> admitMail(
            MailLimits limits, String account, String to, @Nullable String client) {
        Limit each = new Limit(limits.hourly(), MAIL_WINDOW, Pace.WINDOW);
        Limit perClient = new Limit(limits.perClient(), MAIL_WINDOW, Pace.WINDOW);
        return count(key(MAIL, account), each)
                .compose(wait ->
                        wait > 0 ? Future.succeededFuture(wait) : count(key(MAIL_TO, to), each))
                .compose(wait ->
                        wait > 0 || client == null
                                ? Future.succeededFuture(wait)
                                : count(key(MAIL_FOR, client), perClient));
    }

    /** A mail has led to a sign-in: those to the account and to the address are forgotten. */
    public Future<Void> forgiveMails(String account, String to) {
        return counts.take(key(MAIL, account))
                .compose(_ -> counts.take(key(MAIL_TO, to)))
                .mapEmpty();
    }

    /**
     * A limit.
     *
     * @param most how many are taken
     * @param time how long none is taken after that
     */
    private record Limit(int most, Duration time, Pace pace) {}

    /** How a limit works before it is reached. */
    private enum Pace {
        /** Each one has to wait longer than the one before. */
        SLOWER,
        /** None has to wait; the time begins with the last one. */
        EVEN,
        /** None has to wait; the time begins with the first one. */
        WINDOW
    }

    /** The answer was right, or could not be checked: the account's count starts again. */
    public Future<Void> forgive(String kind, String account) {
        return counts.take(key(kind, account)).mapEmpty();
    }

    private Future<Integer> count(String key, Limit limit) {
        return counts.get(key)
                .compose(text ->
                        text == null ? countFirst(key, limit) : countAnother(key, text, limit));
    }

    private Future<Integer> countFirst(String key, Limit limit) {
        return counts.putIfAbsent(key, new Count(1, clock.instant()).toString(), limit.time())
                .compose(first -> first ? Future.succeededFuture(0) : count(key, limit));
    }

    private Future<Integer> countAnother(String key, String text, Limit limit) {
        Count known = Count.parse(text);
        Instant now = clock.instant();
        int wait = seconds(now, known.last().plus(delay(known.guesses(), limit)));
        if (wait > 0) {
            return Future.succeededFuture(wait);
        }
        boolean window = limit.pace() == Pace.WINDOW;
        Count next = new Count(known.guesses() + 1, window ? known.last() : now);
        return counts.replace(key, text, next.toString())
                .compose(replaced -> {
                    if (!replaced) {
                        return count(key, limit);
                    }
                    return window
                            ? Future.succeededFuture(0)
                            : counts.touch(key, limit.time()).map(0);
                });
    }

    private static Duration delay(int guesses, Limit limit) {
        if (guesses >= limit.most()) {
            return limit.time();
        }
        return limit.pace() == Pace.SLOWER && guesses > FREE
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
