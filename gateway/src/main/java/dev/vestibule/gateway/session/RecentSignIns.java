package dev.vestibule.gateway.session;

import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.store.EphemeralStore;
import dev.vestibule.gateway.store.StoreFactory;
import dev.vestibule.gateway.store.StoreKind;
import dev.vestibule.gateway.store.StoreKind.Part;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The last sign-ins of each user, for that user's own eyes; they are forgotten after a while. */
public final class RecentSignIns {
    /** Sign-ins of one user that are remembered. */
    static final int MOST = 10;

    private static final Duration MEMORY = Duration.ofDays(30);

    private final EphemeralStore<Remembered> store;
    private final InstantSource clock;

    public RecentSignIns(StoreFactory stores, InstantSource clock) {
        store = stores.open(new StoreKind<>("recent-sign-ins", new Part(1, 4), Remembered.class));
        this.clock = clock;
    }

    /**
     * A sign-in that was completed.
     *
     * @param app id of the app that it led to
     * @param option id of the connection or factor that identified the user
     * @param agent what the browser called itself
     */
    public record SignIn(Instant at, String app, String option, String address, String agent) {
        /** Names nothing that is personal. */
        @Override
        public String toString() {
            return "SignIn[app=" + app + ", option=" + option + "]";
        }
    }

    /**
     * Those of one user.
     *
     * @param signIns the last one first
     */
    private record Remembered(List<SignIn> signIns) {
        Remembered {
            signIns = List.copyOf(signIns);
        }

        Remembered with(SignIn next) {
            List<SignIn> all = new ArrayList<>(List.of(next));
            all.addAll(signIns);
            return new Remembered(all.subList(0, Math.min(all.size(), MOST)));
        }
    }

    /** The session's user has signed in. What cannot be stored is not remembered. */
    public Future<Void> add(RoutingContext ctx, Session session, String app) {
        SignIn signIn =
                new SignIn(
                        clock.instant(),
                        app,
                        session.identity().verified().connection(),
                        ClientAddress.of(ctx),
                        UserAgent.of(ctx));
        return add(session.owner(), signIn).otherwiseEmpty();
    }

    /** Those of the session's user, the last one first. */
    public Future<List<SignIn>> of(Session session) {
        return store.get(session.owner()).map(found -> found == null ? List.of() : found.signIns());
    }

    private Future<Void> add(String owner, SignIn signIn) {
        return store.get(owner)
                .compose(known ->
                        known == null
                                ? store.putIfAbsent(owner, new Remembered(List.of(signIn)), MEMORY)
                                : store.replace(owner, known, known.with(signIn)))
                // Another sign-in was faster: try again with what remains.
                .compose(done -> done ? store.touch(owner, MEMORY) : add(owner, signIn));
    }
}
