package dev.vestibule.gateway.session;

import dev.vestibule.flow.gateway.GatewaySettings.SessionLimits;
import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.store.OwnedStore;
import dev.vestibule.gateway.store.StoreFactory;
import dev.vestibule.gateway.store.StoreKind;
import dev.vestibule.gateway.store.StoreKind.Part;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Which sessions a user has, on whatever node, and where each was started. A user is an account,
 * or, without one, a federated identity. Of more than {@link #MOST} sessions the oldest are not
 * listed.
 */
public final class SessionNotes {
    /** Sessions of one user that are listed. */
    static final int MOST = 50;

    private final OwnedStore<Note> notes;
    private final SessionStores stores;
    private final SessionClock times;

    public SessionNotes(
            StoreFactory factory, SessionStores stores, SessionLimits limits, InstantSource clock) {
        this.stores = stores;
        times = new SessionClock(limits, clock);
        notes =
                OwnedStore.open(
                        factory,
                        new StoreKind<>("session-notes", new Part(1, 4), Note.class),
                        new Part(1, 2),
                        new OwnedStore.Limit(MOST, limits.lifetime()));
    }

    /** Where a session was started. */
    private record Note(String session, String agent, String address) {
        /** Names nothing that is personal. */
        @Override
        public String toString() {
            return "Note[hidden]";
        }
    }

    /**
     * A session that is open.
     *
     * @param agent what the browser called itself
     * @param address of the client that started it
     * @param seen about when it was used last; null where the store does not tell
     */
    public record Open(Session session, String agent, String address, @Nullable Instant seen) {}

    /**
     * A session was started. It works without a note: a full store fails no login.
     *
     * @param old the session that it may continue
     * @return the session
     */
    Future<Session> add(RoutingContext ctx, @Nullable Session old, Session session) {
        boolean known =
                old != null
                        && old.key().equals(session.key())
                        && old.owner().equals(session.owner());
        if (known) {
            return Future.succeededFuture(session);
        }
        Note note = new Note(session.key(), UserAgent.of(ctx), ClientAddress.of(ctx));
        return notes.put(session.owner(), session.key(), note, times.limits().lifetime())
                .otherwiseEmpty()
                .map(session);
    }

    /** The open sessions of this session's user, the last one first. */
    public Future<List<Open>> of(Session session) {
        return of(new SessionOwner(session.owner()));
    }

    /** The open sessions of this user, the last one first. */
    public Future<List<Open>> of(SessionOwner user) {
        return notes.keys(user.name()).compose(keys -> open(user.name(), keys));
    }

    /**
     * The user's open sessions that were started before this one. Of sessions that start at the
     * same time, each has another number; a session without a note comes behind all.
     */
    public Future<Integer> before(Session session) {
        String owner = session.owner();
        return notes.keys(owner)
                .compose(keys -> {
                    int own = keys.indexOf(session.key());
                    return open(owner, own < 0 ? keys : keys.subList(0, own));
                })
                .map(List::size);
    }

    private Future<List<Open>> open(String owner, List<String> keys) {
        List<Future<@Nullable Open>> found = new ArrayList<>();
        keys.forEach(key -> found.add(open(owner, key)));
        return Future.all(found).map(_ -> listed(found));
    }

    private static List<Open> listed(List<Future<@Nullable Open>> found) {
        return found.stream()
                .map(Future::result)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .sorted(Comparator.comparing((Open each) -> each.session().startedAt()).reversed())
                .toList();
    }

    private Future<@Nullable Open> open(String owner, String key) {
        return notes.follow(key, Note::session, stores.sessions())
                .compose(found -> {
                    if (found == null) {
                        return notes.take(key)
                                .compose(_ -> notes.forget(owner, key))
                                .map((Open) null);
                    }
                    Session session = found.target();
                    boolean own = session.owner().equals(owner) && !times.over(session);
                    return Future.succeededFuture(
                            own
                                    ? new Open(
                                            session,
                                            found.value().agent(),
                                            found.value().address(),
                                            found.left() > 0
                                                    ? times.seen(session, found.left())
                                                    : null)
                                    : null);
                });
    }
}
