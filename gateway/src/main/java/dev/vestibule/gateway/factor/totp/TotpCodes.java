package dev.vestibule.gateway.factor.totp;

import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.store.EphemeralStore;
import dev.vestibule.gateway.store.StoreFactory;
import dev.vestibule.gateway.store.StoreKind;
import dev.vestibule.gateway.store.StoreKind.Part;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;

/** Checks codes of authenticator apps. Each code is accepted once (RFC 6238, section 5.2). */
final class TotpCodes {
    /** Steps before and after the current one whose codes are accepted: clocks differ. */
    private static final int WINDOW = 1;

    /** Longer than a code can be valid. */
    private static final Duration MEMORY = Duration.ofMinutes(3);

    private static final String USED = "";

    private final EphemeralStore<String> used;
    private final InstantSource clock;

    TotpCodes(StoreFactory stores, InstantSource clock) {
        used = stores.open(new StoreKind<>("totp-used", Part.fixed(1), String.class));
        this.clock = clock;
    }

    /** Whether the code is one of the secret's, and was not used before; uses it up. */
    Future<Boolean> use(String account, TotpSecret secret, String typed) {
        Long step = matching(secret, typed);
        return step == null
                ? Future.succeededFuture(false)
                : used.putIfAbsent(Tokens.hash(account + " " + step), USED, MEMORY);
    }

    private @Nullable Long matching(TotpSecret secret, String typed) {
        String code = typed.replaceAll("[\\s-]", "");
        long now = TotpSecret.step(clock.instant());
        Long found = null;
        for (long step = now - WINDOW; step <= now + WINDOW; step++) {
            // All of them are compared, so that the time does not tell which one it was.
            found = Tokens.same(secret.code(step), code) ? Long.valueOf(step) : found;
        }
        return found;
    }
}
