package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.store.EphemeralStore;
import dev.vestibule.gateway.store.StoreFactory;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The logins in flight, each under an unguessable key that the browser carries: as {@code state} to
 * the identity provider and back, or as a field of a page's form.
 */
public final class LoginTransactions {
    /** How long a login may take, from its first request to its last. */
    static final Duration LIFETIME = Duration.ofMinutes(15);

    /** How long after a login's end its pages still lead to where it led. */
    static final Duration MEMORY = LIFETIME.plusHours(1);

    /** Logins that one browser may have in flight; the oldest gives way to the next. */
    static final int PER_BROWSER = 20;

    private static final int CAPACITY = 100_000;

    private final EphemeralStore<PendingLogin> pending;
    private final EphemeralStore<LoginTrace> traces;
    private final EphemeralStore<List<String>> browsers;
    private final Tokens tokens;
    private final InstantSource clock;

    public LoginTransactions(StoreFactory stores, Tokens tokens, InstantSource clock) {
        this.pending = stores.open(CAPACITY);
        this.traces = stores.open(CAPACITY);
        this.browsers = stores.open(CAPACITY);
        this.tokens = tokens;
        this.clock = clock;
    }

    /** A new key of 256 random bits, for the next leg of a login. */
    String newKey() {
        return tokens.next();
    }

    /** Keeps the login under the key until it is taken or its lifetime is over. */
    Future<Void> keep(String key, PendingLogin login) {
        LoginTransaction transaction = login.transaction();
        LoginTrace trace = new LoginTrace(transaction.browser(), transaction.destination());
        Instant end = transaction.createdAt().plus(LIFETIME);
        return traces.put(key, trace, MEMORY)
                .compose(_ -> makeRoom(key, transaction.browser()))
                .compose(_ -> pending.put(key, login, Duration.between(clock.instant(), end)));
    }

    /** What there is under the key, as far as this browser may know. Changes nothing. */
    Future<LoginLookup> find(String key, String browser) {
        return pending.get(key)
                .compose(login ->
                        login == null
                                ? trace(key, browser)
                                : Future.succeededFuture(seenBy(browser, login)));
    }

    /** Takes the login out; of several callers at once only one gets it, the others null. */
    Future<@Nullable PendingLogin> take(String key) {
        return pending.take(key);
    }

    private static LoginLookup seenBy(String browser, PendingLogin login) {
        return login.transaction().browser().equals(browser)
                ? new LoginLookup.Open(login)
                : new LoginLookup.Foreign();
    }

    private Future<LoginLookup> trace(String key, String browser) {
        return traces.get(key).map(trace -> seenBy(browser, trace));
    }

    private static LoginLookup seenBy(String browser, @Nullable LoginTrace trace) {
        if (trace == null) {
            return new LoginLookup.Unknown();
        }
        return trace.browser().equals(browser)
                ? new LoginLookup.Past(trace.destination())
                : new LoginLookup.Foreign();
    }

    private Future<Void> makeRoom(String key, String browser) {
        return browsers.take(browser)
                .compose(keys -> remember(key, browser, keys == null ? List.of() : keys));
    }

    private Future<Void> remember(String key, String browser, List<String> earlier) {
        List<String> keys = new ArrayList<>(earlier);
        keys.add(key);
        Future<?> room = Future.succeededFuture();
        while (keys.size() > PER_BROWSER) {
            String oldest = keys.removeFirst();
            room = room.compose(_ -> pending.take(oldest));
        }
        return room.compose(_ -> browsers.put(browser, List.copyOf(keys), LIFETIME));
    }
}
