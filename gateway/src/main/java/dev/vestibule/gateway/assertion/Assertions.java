package dev.vestibule.gateway.assertion;

import dev.vestibule.gateway.session.Session;

import io.netty.util.AsciiString;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says to apps, in a form that they can verify, who is signed in. Signing costs far more than all
 * else that a request needs; so it is done on first need and at most once a minute for a session
 * and an origin.
 */
public final class Assertions {
    /** Each is about one kilobyte large. */
    private static final int CAPACITY = 50_000;

    private final AssertionKey key;
    private final String issuer;
    private final InstantSource clock;
    private final RecentAssertions recent = new RecentAssertions(CAPACITY);

    /**
     * @param gateway public origin of the gateway's own pages, which is the issuer
     */
    public Assertions(AssertionKey key, URI gateway, InstantSource clock) {
        this.key = key;
        this.issuer = gateway.toString();
        this.clock = clock;
    }

    /**
     * The token about this session; between four and five minutes of it are left.
     *
     * @param audience of the app that it is for
     */
    public AsciiString of(String audience, Session session) {
        Assertion next =
                new Assertion(audience, session.identity(), session.values(), clock.instant());
        return recent.keptOr(new RecentAssertions.Place(session.key(), audience), next)
                .token(key, issuer);
    }

    /**
     * The newest assertion of every session and origin, at most so many. Several event loops use it
     * at once; the lock is held for a few instructions only, never while something is signed.
     */
    static final class RecentAssertions {
        /** In the order in which they become stale. */
        private final Map<Place, Assertion> assertions = new LinkedHashMap<>();

        private final int capacity;

        /**
         * @param capacity at least 1
         */
        RecentAssertions(int capacity) {
            this.capacity = capacity;
        }

        /** The one that is kept for this place if it equals the new one, else the new one. */
        Assertion keptOr(Place place, Assertion next) {
            synchronized (assertions) {
                Assertion kept = assertions.get(place);
                if (kept != null && kept.standsFor(next)) {
                    return kept;
                }
                assertions.remove(place);
                makeRoom(next.at());
                assertions.put(place, next);
                return next;
            }
        }

        int size() {
            synchronized (assertions) {
                return assertions.size();
            }
        }

        private void makeRoom(Instant now) {
            var eldest = assertions.values().iterator();
            while (eldest.hasNext()
                    && (eldest.next().staleAt(now) || assertions.size() >= capacity)) {
                eldest.remove();
            }
        }

        /**
         * What an assertion is for.
         *
         * @param session the session's key
         * @param audience of the app
         */
        record Place(String session, String audience) {}
    }
}
