package dev.vestibule.gateway.session;

import dev.vestibule.flow.gateway.GatewaySettings.SessionLimits;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.identity.ProviderLogin;
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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds sessions by what an identity provider calls its user or the user's session there, on
 * whatever node they were started; and remembers what ended there, for logins that are still in
 * progress.
 */
public final class ProviderSessions {
    /** Sessions of one user at one provider; the oldest one ends when there is one more. */
    static final int MOST = 100;

    /** Longer than a login can take. */
    private static final Duration MEMORY = Duration.ofMinutes(20);

    private final OwnedStore<String> sessions;
    private final EphemeralStore<Instant> ended;
    private final SessionStores stores;
    private final SessionClock times;

    public ProviderSessions(
            StoreFactory factory, SessionStores stores, SessionLimits limits, InstantSource clock) {
        this.stores = stores;
        times = new SessionClock(limits, clock);
        sessions =
                OwnedStore.open(
                        factory,
                        new StoreKind<>("provider-sessions", new Part(2, 5), String.class),
                        new Part(1, 3),
                        new OwnedStore.Limit(MOST, limits.lifetime()));
        ended = factory.open(new StoreKind<>("provider-logouts", Part.fixed(1), Instant.class));
    }

    /**
     * What has ended at a provider.
     *
     * @param sid the session there; null for every session of the user
     * @param subject the user; null where only the session is named
     * @param at when, by the provider's clock
     */
    public record Ended(String issuer, @Nullable String sid, @Nullable String subject, Instant at) {
        private boolean means(ProviderLogin login) {
            return login.matches(issuer, sid, subject);
        }

        private String name() {
            return sid == null
                    ? ProviderSessions.name(issuer, "sub", String.valueOf(subject))
                    : ProviderSessions.name(issuer, "sid", sid);
        }
    }

    /**
     * Providers can end the session from now on. Fails, and ends it, if the sign-in there has ended
     * meanwhile, or if there is no room.
     */
    Future<Session> bound(Session session, List<ProviderLogin> logins) {
        return Future.all(names(logins).map(name -> add(name, session)).toList())
                .compose(_ -> hasEnded(logins))
                .compose(over ->
                        over
                                ? Future.failedFuture(endedMeanwhile())
                                : Future.succeededFuture(session))
                .recover(failure -> end(session.key()).compose(_ -> Future.failedFuture(failure)));
    }

    private static HttpFailure endedMeanwhile() {
        return HttpFailure.of(FailureKind.LOGIN_EXPIRED, "the provider has ended the sign-in");
    }

    private Future<Void> add(String name, Session session) {
        return sessions.keys(name)
                .compose(keys ->
                        keys.size() < MOST
                                ? Future.succeededFuture()
                                : sessions.get(keys.getFirst()).compose(this::end))
                .compose(_ ->
                        sessions.put(
                                name,
                                Tokens.hash(name + session.key()),
                                session.key(),
                                times.left(session)));
    }

    private Future<Void> end(@Nullable String session) {
        return session == null
                ? Future.succeededFuture()
                : stores.sessions().take(session).mapEmpty();
    }

    /**
     * The sessions that rest on it end on every host and node, and logins in progress that rest on
     * it start none.
     *
     * @return how many ended
     */
    public Future<Integer> ended(Ended what) {
        return ended.put(what.name(), what.at(), MEMORY).compose(_ -> end(what));
    }

    /** The same for the open sessions only, for what is not known to be the provider's word. */
    public Future<Integer> end(Ended what) {
        return sessions.keys(what.name())
                .compose(keys -> Future.all(keys.stream().map(key -> endAt(key, what)).toList()))
                .map(all -> (int) all.<Boolean>list().stream().filter(done -> done).count());
    }

    private Future<Boolean> endAt(String key, Ended what) {
        return sessions.follow(key, session -> session, stores.sessions())
                .compose(found ->
                        found != null && found.target().logins().stream().anyMatch(what::means)
                                ? end(found.value()).map(true)
                                : Future.succeededFuture(false));
    }

    /** Whether one of these has ended since the provider vouched for it. */
    private Future<Boolean> hasEnded(List<ProviderLogin> logins) {
        List<Future<Boolean>> asked = new ArrayList<>();
        for (ProviderLogin login : logins) {
            asked.add(after(name(login.issuer(), "sub", login.subject()), login.issuedAt()));
            if (login.sid() != null) {
                asked.add(after(name(login.issuer(), "sid", login.sid()), Instant.MIN));
            }
        }
        return Future.all(asked).map(all -> all.list().contains(true));
    }

    private Future<Boolean> after(String name, Instant issued) {
        return ended.get(name).map(at -> at != null && at.isAfter(issued));
    }

    private static Stream<String> names(List<ProviderLogin> logins) {
        return logins.stream()
                .flatMap(login ->
                        Stream.concat(
                                Stream.of(name(login.issuer(), "sub", login.subject())),
                                Stream.ofNullable(login.sid())
                                        .map(sid -> name(login.issuer(), "sid", sid))))
                .distinct();
    }

    /** Tells nothing of the user. */
    private static String name(String issuer, String what, String value) {
        return Tokens.hash("vestibule.provider " + issuer + " " + what + " " + value);
    }
}
