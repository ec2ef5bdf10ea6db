package dev.vestibule.provisioning.merge;

import dev.vestibule.provisioning.account.AccountEntry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * How much of a sequence of usernames was taken a moment ago, so that the next login with the same
 * wish does not ask for all of them again. A name that becomes free meanwhile is merely used later.
 */
public final class TakenUsernames {
    private static final int MOST = 10_000;
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private final Map<String, Taken> positions = new ConcurrentHashMap<>();
    private final InstantSource clock;

    private record Taken(int position, Instant seen) {}

    /** Forgets by this clock. */
    public TakenUsernames(InstantSource clock) {
        this.clock = clock;
    }

    /** The first position that may be free. */
    int next(UsernameSequence names) {
        Taken taken = positions.get(key(names));
        return taken == null || clock.instant().isAfter(taken.seen().plus(MEMORY))
                ? 1
                : taken.position() + 1;
    }

    /** Everything up to this position is taken. */
    void upTo(int position, UsernameSequence names) {
        if (positions.size() >= MOST) {
            positions.clear();
        }
        if (position > 0) {
            positions.put(key(names), new Taken(position, clock.instant()));
        }
    }

    /** The index of the first candidate that no account has; their number where all are taken. */
    static int firstFree(List<String> candidates, List<AccountEntry> known) {
        var taken =
                known.stream()
                        .flatMap(AccountEntry::usernames)
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        int position = 0;
        while (position < candidates.size()
                && taken.contains(candidates.get(position).toLowerCase(Locale.ROOT))) {
            position++;
        }
        return position;
    }

    private static String key(UsernameSequence names) {
        return names.wished().toLowerCase(Locale.ROOT);
    }
}
