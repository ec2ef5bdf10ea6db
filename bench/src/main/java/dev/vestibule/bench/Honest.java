package dev.vestibule.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Users who do what users do while a flood continues: one is signed in and asks for a page, and one
 * after the other newcomers sign in. Remembers the longest wait of each.
 */
final class Honest {
    private final Vertx vertx;
    private final HttpClient http;
    private final URI app;
    private final AtomicBoolean over = new AtomicBoolean();
    private final Waits pages = new Waits();
    private final Waits logins = new Waits();

    Honest(Vertx vertx, URI app) {
        this.vertx = vertx;
        this.app = app;
        this.http = vertx.createHttpClient();
    }

    /** Begins; ends when {@link #stop} is called. */
    void start() {
        LoginLine signedIn = new LoginLine(http, "honest");
        signedIn.run(app).await();
        vertx.runOnContext(_ -> again(pages, () -> signedIn.run(app)));
        vertx.runOnContext(_ -> again(logins, () -> new LoginLine(http, "newcomer").run(app)));
    }

    /** What the waits were. */
    String stop() {
        over.set(true);
        return "page " + pages + "; whole login " + logins;
    }

    private interface Act {
        Future<Void> begin();
    }

    private void again(Waits waits, Act act) {
        if (over.get()) {
            return;
        }
        long begun = System.nanoTime();
        act.begin()
                .onComplete(done -> {
                    waits.add(System.nanoTime() - begun, done.succeeded());
                    vertx.setTimer(20, _ -> again(waits, act));
                });
    }

    /** Read when everything is over; written on one event loop each. */
    private static final class Waits {
        private volatile long longest;
        private volatile int served;
        private volatile int refused;

        @SuppressWarnings("NonAtomicOperationOnVolatileField") // One event loop writes.
        void add(long nanos, boolean success) {
            longest = Math.max(longest, nanos);
            served += success ? 1 : 0;
            refused += success ? 0 : 1;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d served, %d refused, longest %d ms",
                    served,
                    refused,
                    Duration.ofNanos(longest).toMillis());
        }
    }
}
