package dev.vestibule.gateway.session;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The sessions with an account that this node has seen, in the order in which they are to be
 * compared with the directory. They follow each other as the logins did, so that the directory is
 * asked evenly.
 */
final class LiveSessions {
    /**
     * With the time that a WebSocket needs to notice, and that of a slow directory, a session ends
     * within a minute.
     */
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final Map<String, Boolean> known = new ConcurrentHashMap<>();
    private final Queue<Due> turns = new ConcurrentLinkedQueue<>();
    private final InstantSource clock;

    private record Due(String key, Instant at) {}

    private final SessionStores stores;
    private final SessionClock times;

    LiveSessions(SessionStores stores, SessionClock times, InstantSource clock) {
        this.stores = stores;
        this.times = times;
        this.clock = clock;
    }

    /** Cheap for a session that is known: every request says this. */
    void seen(Session session) {
        if (session.accountHolder() != null
                && !known.containsKey(session.key())
                && known.putIfAbsent(session.key(), true) == null) {
            enqueue(session.key());
        }
    }

    /** Those whose turn it is, at most so many. */
    Future<List<Session>> due(int most) {
        List<Future<@Nullable Session>> found = new ArrayList<>();
        for (String key : turns(most)) {
            found.add(stores.sessions().get(key).onSuccess(session -> forgetIfOver(key, session)));
        }
        return Future.all(found)
                .map(_ ->
                        found.stream()
                                .map(Future::result)
                                .filter(session -> session != null && !times.over(session))
                                .map(Objects::requireNonNull)
                                .toList());
    }

    private void forgetIfOver(String key, @Nullable Session session) {
        if (session == null || times.over(session)) {
            forget(key);
        }
    }

    private List<String> turns(int most) {
        List<String> due = new ArrayList<>();
        Instant now = clock.instant();
        Due first = turns.peek();
        while (due.size() < most && first != null && !first.at().isAfter(now)) {
            if (turns.remove(first)) {
                due.add(first.key());
            }
            first = turns.peek();
        }
        return due;
    }

    /** Its turn comes again after the interval. */
    void again(String key) {
        if (known.containsKey(key)) {
            enqueue(key);
        }
    }

    /** It has ended. */
    void forget(String key) {
        known.remove(key);
    }

    private void enqueue(String key) {
        turns.add(new Due(key, clock.instant().plus(INTERVAL)));
    }
}
