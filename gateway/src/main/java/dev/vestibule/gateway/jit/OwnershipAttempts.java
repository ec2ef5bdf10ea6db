package dev.vestibule.gateway.jit;

import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.store.EphemeralStore;
import dev.vestibule.gateway.store.StoreFactory;
import dev.vestibule.gateway.store.StoreKind;
import dev.vestibule.gateway.store.StoreKind.Part;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Locale;

/**
 * Counts the passwords that are offered for each account, over all logins and all nodes that share
 * the store, before each is tried. An account has a few places; an attempt takes one for a while.
 * They are fewer than the wrong passwords after which a directory locks an account, so that no user
 * can lock the account of another.
 */
public final class OwnershipAttempts {
    static final int MOST = 4;
    static final Duration PERIOD = Duration.ofMinutes(15);
    private static final String TAKEN = "";

    private final EphemeralStore<String> places;

    public OwnershipAttempts(StoreFactory stores) {
        places = stores.open(new StoreKind<>("attempts", Part.fixed(1), String.class));
    }

    /** A place for one attempt; null when all of the account's are taken. */
    Future<@Nullable String> admit(String dn) {
        return admit(dn, 0);
    }

    private Future<@Nullable String> admit(String dn, int number) {
        if (number == MOST) {
            return Future.succeededFuture();
        }
        String place = place(dn, number);
        return places.putIfAbsent(place, TAKEN, PERIOD)
                .compose(free -> free ? Future.succeededFuture(place) : admit(dn, number + 1));
    }

    /** The attempt could not be made, and is not counted. */
    Future<Void> giveBack(String place) {
        return places.take(place).mapEmpty();
    }

    /** The password was right: the count starts again. */
    Future<Void> forgive(String dn) {
        Future<?> done = Future.succeededFuture();
        for (int number = 0; number < MOST; number++) {
            String place = place(dn, number);
            done = done.compose(_ -> places.take(place));
        }
        return done.mapEmpty();
    }

    private static String place(String dn, int number) {
        return number + Tokens.hash("vestibule.ownership " + dn.toLowerCase(Locale.ROOT));
    }
}
