package dev.vestibule.gateway.login;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The versions of the configuration that logins use: the live one, and each older one until the
 * last login that began with it has ended or expired.
 */
public final class LoginSetups {
    /** Older versions at a time; a login of one that is forgotten starts again. */
    private static final int MOST = 64;

    private final Supplier<LoginSetup> live;
    private final InstantSource clock;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    /** A version, and the time at which its last login ends at the latest. */
    private record Kept(LoginSetup setup, Instant end) {}

    public LoginSetups(Supplier<LoginSetup> live, InstantSource clock) {
        this.live = live;
        this.clock = clock;
    }

    /** The live version. */
    public LoginSetup live() {
        return live.get();
    }

    /** A login starts with this version. */
    void keep(LoginSetup setup) {
        Instant now = clock.instant();
        kept.values().removeIf(old -> old.end().isBefore(now));
        kept.put(setup.version(), new Kept(setup, now.plus(LoginTransactions.LIFETIME)));
        if (kept.size() > MOST) {
            kept.values().stream()
                    .min(Comparator.comparing(Kept::end))
                    .ifPresent(kept.values()::remove);
        }
    }

    /** The version of a login; null when this node does not have it. */
    @Nullable LoginSetup find(String version) {
        LoginSetup setup = live.get();
        if (setup.version().equals(version)) {
            return setup;
        }
        Kept old = kept.get(version);
        return old == null ? null : old.setup();
    }
}
