package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.store.EphemeralStore;
import dev.vestibule.gateway.store.JsonCodec;
import dev.vestibule.gateway.store.OwnedStore;
import dev.vestibule.gateway.store.StoreFactory;
import dev.vestibule.gateway.store.StoreKind;
import dev.vestibule.gateway.store.StoreKind.Part;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The logins in progress, each under an unguessable key that the browser has: as {@code state} to
 * the identity provider and back, or in the address that a page's form goes to. They are kept as
 * text: every client can start one, and a login that has proved nothing takes less than a kilobyte.
 */
public final class LoginTransactions {
    /** How long a login may take, from its first request to its last. */
    static final Duration LIFETIME = Duration.ofMinutes(15);

    /** How long after a login's end its pages still redirect to its destination. */
    static final Duration MEMORY = LIFETIME.plusHours(1);

    /** How long the answer that an identity provider has posted waits for the browser. */
    private static final Duration HOP = Duration.ofMinutes(1);

    /** Logins that one browser may have in progress; the next one replaces the oldest. */
    static final int PER_BROWSER = 20;

    private static final Part IN_FLIGHT = new Part(9, 20);
    private static final Part OWNERS = new Part(3, 9);
    private static final Part TRACES = Part.fixed(2);
    private static final Part POSTED = Part.fixed(1);

    private final OwnedStore<String> pending;
    private final EphemeralStore<String> traces;
    private final EphemeralStore<String> posted;
    private final JsonCodec codec;
    private final Tokens tokens;
    private final InstantSource clock;

    public LoginTransactions(
            StoreFactory stores, LoginKinds kinds, Tokens tokens, InstantSource clock) {
        this.pending =
                OwnedStore.open(
                        stores,
                        new StoreKind<>("logins", IN_FLIGHT, String.class),
                        OWNERS,
                        new OwnedStore.Limit(PER_BROWSER, LIFETIME));
        this.traces = stores.open(new StoreKind<>("traces", TRACES, String.class));
        this.posted = stores.open(new StoreKind<>("posted", POSTED, String.class));
        this.codec = codec(kinds.states());
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Writes logins.
     *
     * @param states every state in which a login can wait
     */
    static JsonCodec codec(Collection<Class<? extends LoginState>> states) {
        List<Class<?>> subtypes = new ArrayList<>(states);
        subtypes.addAll(
                List.of(
                        Purpose.SignIn.class,
                        Purpose.LinkIdentity.class,
                        Purpose.Reauthenticate.class,
                        Purpose.EnrolFactor.class));
        return new JsonCodec(subtypes);
    }

    /** What the gateway knows about a login's key when a browser shows it. */
    sealed interface Lookup {

        /** The login is in progress and was started by this browser. */
        record Open(PendingLogin login) implements Lookup {}

        /** This browser's login has moved on, ended or expired. */
        record Past(Purpose purpose) implements Lookup {}

        /** Another browser began the login. */
        record Foreign() implements Lookup {}

        /** No such login, or one from before the gateway was started. */
        record Unknown() implements Lookup {}
    }

    /** What remains of a login: the browser that started it, and its purpose. */
    private record Trace(String browser, Purpose purpose) {}

    /** The parameters that an identity provider has posted. */
    private record Posted(Map<String, String> parameters) {}

    /** A new key of 256 random bits, for the next answer. */
    String newKey() {
        return tokens.next();
    }

    /**
     * Keeps the login under the key until it is taken or its lifetime is over; fails when there is
     * no room for another one.
     */
    Future<Void> keep(String key, PendingLogin login) {
        LoginTransaction transaction = login.transaction();
        var end = transaction.createdAt().plus(LIFETIME);
        Trace trace = new Trace(transaction.browser(), transaction.purpose());
        return pending.put(
                        trace.browser(),
                        key,
                        codec.write(login),
                        Duration.between(clock.instant(), end))
                // A login does not depend on its trace, which only redirects a late page.
                .compose(_ -> traces.put(key, codec.write(trace), MEMORY).otherwiseEmpty());
    }

    /** The login under the key, for this browser. Changes nothing. */
    Future<Lookup> find(String key, String browser) {
        return pending.get(key)
                .compose(login ->
                        login == null
                                ? traces.get(key).map(trace -> past(browser, trace))
                                : Future.succeededFuture(seenBy(browser, login)));
    }

    /** Takes the login out; of several callers at once only one gets true. */
    Future<Boolean> take(String key, PendingLogin login) {
        return pending.take(key)
                .compose(taken ->
                        taken == null
                                ? Future.succeededFuture(false)
                                : pending.forget(login.transaction().browser(), key).map(true));
    }

    /**
     * Keeps the answer that an identity provider has posted for a login in progress, until the
     * browser comes for it with its cookies.
     *
     * @param state the login's key
     * @return a key that is valid once; null when no login waits under that key
     */
    Future<@Nullable String> hold(String state, Map<String, String> parameters) {
        String key = Tokens.hash("vestibule.posted " + state);
        return pending.get(state)
                .compose(login ->
                        login == null
                                ? Future.succeededFuture()
                                : posted.put(key, codec.write(new Posted(parameters)), HOP)
                                        .map(key));
    }

    /** The answer that was kept under the key, once; nothing afterwards. */
    Future<Map<String, String>> held(String key) {
        return posted.take(key)
                .map(text -> text == null ? Map.of() : codec.read(text, Posted.class).parameters());
    }

    private Lookup seenBy(String browser, String text) {
        PendingLogin login = codec.read(text, PendingLogin.class);
        return login.transaction().browser().equals(browser)
                ? new Lookup.Open(login)
                : new Lookup.Foreign();
    }

    private Lookup past(String browser, @Nullable String text) {
        if (text == null) {
            return new Lookup.Unknown();
        }
        Trace trace = codec.read(text, Trace.class);
        return trace.browser().equals(browser)
                ? new Lookup.Past(trace.purpose())
                : new Lookup.Foreign();
    }
}
