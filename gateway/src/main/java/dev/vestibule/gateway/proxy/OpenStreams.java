package dev.vestibule.gateway.proxy;

import dev.vestibule.gateway.access.AuthorizedRequest;
import dev.vestibule.gateway.access.Readmission;
import dev.vestibule.gateway.access.Readmission.Visit;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The open WebSockets and endless answers of one event loop. Each ends soon after its session has,
 * or after the rules of its app no longer admit it.
 */
public final class OpenStreams {
    private final Vertx vertx;
    private final Readmission readmission;
    private final Duration period;
    private final Set<Stream> open = new HashSet<>();
    private long timer;

    /**
     * @param period how often each is looked at
     */
    public OpenStreams(Vertx vertx, Readmission readmission, Duration period) {
        this.vertx = vertx;
        this.readmission = readmission;
        this.period = period;
    }

    /** One of them. It keeps little of its request, since it may be open for days. */
    final class Stream {
        private final Visit visit;
        private final Runnable end;

        private Stream(Visit visit, Runnable end) {
            this.visit = visit;
            this.end = end;
        }

        /** It has ended by itself. */
        void over() {
            if (open.remove(this) && open.isEmpty()) {
                vertx.cancelTimer(timer);
            }
        }

        private void check() {
            readmission
                    .admits(visit)
                    .onSuccess(still -> {
                        if (!still && open.contains(this)) {
                            over();
                            end.run();
                        }
                    });
        }
    }

    /**
     * Watches over one.
     *
     * @param end ends it
     */
    Stream begin(RoutingContext ctx, AuthorizedRequest authorized, Runnable end) {
        Stream stream = new Stream(readmission.visit(ctx, authorized), end);
        if (open.isEmpty()) {
            timer =
                    vertx.setPeriodic(
                            period.toMillis(), _ -> List.copyOf(open).forEach(Stream::check));
        }
        open.add(stream);
        return stream;
    }
}
