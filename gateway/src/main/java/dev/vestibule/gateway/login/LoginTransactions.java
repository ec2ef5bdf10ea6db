package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.store.EphemeralStore;
import dev.vestibule.gateway.store.OwnedStore;
import dev.vestibule.gateway.store.StoreFactory;
import dev.vestibule.gateway.store.StoreKind;
import dev.vestibule.gateway.store.StoreKind.Part;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The logins in progress, each under an unguessable key that the browser has: as {@code state} to
 * the identity provider and back, or as a field of a page's form.
 */
public final class LoginTransactions {
    /** How long a login may take, from its first request to its last. */
    static final Duration LIFETIME = Duration.ofMinutes(15);

    /** How long after a login's end its pages still lead to where it led. */
    static final Duration MEMORY = LIFETIME.plusHours(1);

    /** Logins that one browser may have in progress; the next one replaces the oldest. */
    static final int PER_BROWSER = 20;

    private static final Part IN_FLIGHT = new Part(9, 20);
    private static final Part OWNERS = new Part(3, 9);
    private static final Part TRACES = Part.fixed(2);

    private final OwnedStore<StoredLogin> pending;
    private final EphemeralStore<BegunLogin> traces;
    private final Tokens tokens;
    private final InstantSource clock;

    public LoginTransactions(StoreFactory stores, Tokens tokens, InstantSource clock) {
        this.pending =
                OwnedStore.open(
                        stores,
                        new StoreKind<>("logins", IN_FLIGHT, StoredLogin::bytes),
                        OWNERS,
                        new OwnedStore.Limit(PER_BROWSER, LIFETIME));
        this.traces = stores.open(new StoreKind<>("traces", TRACES, StoredLogin::bytes));
        this.tokens = tokens;
        this.clock = clock;
    }

    /** A new key of 256 random bits, for the next leg of a login. */
    String newKey() {
        return tokens.next();
    }

    /**
     * Keeps the login under the key until it is taken or its lifetime is over; fails when there is
     * no room for one more.
     */
    Future<Void> keep(String key, PendingLogin login) {
        StoredLogin stored = StoredLogin.of(login);
        Instant end = login.transaction().createdAt().plus(LIFETIME);
        Duration left = Duration.between(clock.instant(), end);
        BegunLogin trace =
                stored instanceof BegunLogin begun ? begun : BegunLogin.trace(login.transaction());
        return pending.put(stored.browser(), key, stored, left)
                .compose(_ -> traces.put(key, trace, MEMORY).recover(LoginTransactions::untraced));
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
        return pending.take(key)
                .compose(login ->
                        login == null
                                ? Future.succeededFuture()
                                : pending.forget(login.browser(), key).map(login.pending()));
    }

    /** A login does not depend on its trace, which only leads a late page to its destination. */
    private static Future<Void> untraced(Throwable full) {
        return Future.succeededFuture();
    }

    private static LoginLookup seenBy(String browser, StoredLogin login) {
        return login.browser().equals(browser)
                ? new LoginLookup.Open(login.pending())
                : new LoginLookup.Foreign();
    }

    private Future<LoginLookup> trace(String key, String browser) {
        return traces.get(key).map(trace -> past(browser, trace));
    }

    private static LoginLookup past(String browser, @Nullable BegunLogin trace) {
        if (trace == null) {
            return new LoginLookup.Unknown();
        }
        return trace.browser().equals(browser)
                ? new LoginLookup.Past(trace.destination())
                : new LoginLookup.Foreign();
    }
}
