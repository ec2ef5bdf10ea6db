package dev.vestibule.gateway.assertion;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The newest assertion of every session and origin, at most so many. Several event loops use it at
 * once; the lock is held for a few instructions only, never while something is signed.
 */
final class RecentAssertions {
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
        Iterator<Assertion> eldest = assertions.values().iterator();
        while (eldest.hasNext() && (eldest.next().staleAt(now) || assertions.size() >= capacity)) {
            eldest.remove();
        }
    }

    /**
     * What an assertion is for.
     *
     * @param session the session's key
     * @param origin of the app
     */
    record Place(String session, String origin) {}
}
