package dev.vestibule.gateway.upstream;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.PromiseInternal;
import io.vertx.core.internal.net.NetSocketInternal;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** The connections of one event loop to one upstream. */
final class OriginPool {
    private final PoolLimits limits;
    private final Shared shared;
    private final Supplier<Future<NetSocketInternal>> connect;
    private final @Nullable SharedConnections multiplexed;
    private final Deque<Kept> kept = new ArrayDeque<>();
    private final Map<Use, Places> places = new EnumMap<>(Use.class);
    private long round;

    /** What the connections of an event loop share. */
    record Shared(HeadWriter head, LaterReads reads, SharedTimeouts timeouts) {}

    private record Kept(UpstreamConnection connection, long since) {}

    private record Wish(PromiseInternal<UpstreamConnection> promise, Use use, boolean fresh) {}

    /** The allowance of one kind of use. */
    private static final class Places {
        private int taken;
        private final Deque<Wish> waiting = new ArrayDeque<>();
    }

    /**
     * @param connect opens one of HTTP/1.1
     * @param multiplexed those of HTTP/2; null where HTTP/1.1 is spoken
     */
    OriginPool(
            PoolLimits limits,
            Shared shared,
            Supplier<Future<NetSocketInternal>> connect,
            @Nullable SharedConnections multiplexed) {
        this.limits = limits;
        this.shared = shared;
        this.connect = connect;
        this.multiplexed = multiplexed;
        for (Use use : Use.values()) {
            places.put(use, new Places());
        }
    }

    /**
     * @param fresh whether one that was used before does not serve
     */
    Future<UpstreamConnection> take(Use use, boolean fresh, ContextInternal context) {
        Wish wish = new Wish(context.promise(), use, fresh);
        Places own = of(wish.use());
        if (own.taken < limits.of(wish.use())) {
            own.taken++;
            open(wish);
        } else if (own.waiting.size() < limits.waiting()) {
            own.waiting.add(wish);
            var wait = shared.timeouts().begin(limits.connect(), () -> refuse(own, wish));
            wish.promise().future().onComplete(_ -> wait.end());
        } else {
            wish.promise().fail(new PoolBusyException());
        }
        return wish.promise().future();
    }

    /**
     * Closes what was not used for a while.
     *
     * @param idle the most rounds that a connection is kept
     */
    void sweep(long idle) {
        round++;
        while (!kept.isEmpty() && round - kept.getFirst().since() > idle) {
            kept.removeFirst().connection().close();
        }
        if (multiplexed != null) {
            multiplexed.sweep(idle);
        }
    }

    boolean unused() {
        return kept.isEmpty()
                && (multiplexed == null || multiplexed.unused())
                && places.values().stream().allMatch(own -> own.taken == 0);
    }

    /** The connection serves another exchange. */
    void free(UpstreamConnection connection, Use use) {
        kept.addLast(new Kept(connection, round));
        leave(use);
    }

    /** A connection that waited is closed. */
    void gone(UpstreamConnection connection) {
        kept.removeIf(one -> one.connection() == connection);
    }

    /** The place of a connection is free. */
    void leave(Use use) {
        Places own = of(use);
        own.taken--;
        Wish next = own.waiting.poll();
        if (next != null) {
            own.taken++;
            open(next);
        }
    }

    private static void refuse(Places own, Wish wish) {
        if (own.waiting.remove(wish)) {
            wish.promise().fail(new PoolBusyException());
        }
    }

    private Places of(Use use) {
        return Objects.requireNonNull(places.get(use));
    }

    private void open(Wish wish) {
        // Only HTTP/1.1 switches to another protocol.
        if (multiplexed == null || wish.use() == Use.UPGRADE) {
            openOne(wish);
        } else if (multiplexed.unused()) {
            share(wish, multiplexed);
        } else {
            shared.reads().behind(wish.promise().context(), () -> share(wish, multiplexed));
        }
    }

    private void share(Wish wish, SharedConnections all) {
        all.withRoom(wish.fresh())
                .onSuccess(one -> give(new UpstreamConnection(one::stream, this), wish))
                .onFailure(cause -> fail(wish, cause));
    }

    private void openOne(Wish wish) {
        Kept last = wish.fresh() || wish.use() == Use.UPGRADE ? null : kept.pollLast();
        if (last == null) {
            connect(wish);
        } else {
            // An unexpected byte is noticed before the request is sent.
            shared.reads().behind(wish.promise().context(), () -> check(last, wish));
        }
    }

    private void check(Kept last, Wish wish) {
        if (last.connection().usable()) {
            give(last.connection(), wish);
        } else {
            last.connection().close();
            openOne(wish);
        }
    }

    private void connect(Wish wish) {
        connect.get()
                .onSuccess(socket ->
                        give(
                                new UpstreamConnection(
                                        reader -> new Wire(socket, shared.head(), reader), this),
                                wish))
                .onFailure(cause -> fail(wish, cause));
    }

    private void fail(Wish wish, Throwable cause) {
        leave(wish.use());
        wish.promise().fail(cause);
    }

    private static void give(UpstreamConnection connection, Wish wish) {
        connection.lend(wish.use());
        wish.promise().complete(connection);
    }

    /**
     * Runs what must wait until everything that has arrived by now was read, on any socket of one
     * event loop. What is asked for in one turn of the loop runs together.
     */
    static final class LaterReads {
        private @Nullable List<Waiting> waiting;

        private record Waiting(ContextInternal context, Runnable action) {}

        void behind(ContextInternal context, Runnable action) {
            List<Waiting> now = waiting;
            if (now == null) {
                now = new ArrayList<>();
                waiting = now;
                // A task of a task comes before the next look at the sockets, a timer behind it.
                var loop = context.nettyEventLoop();
                loop.execute(() -> loop.schedule(taken(), 0, NANOSECONDS));
            }
            now.add(new Waiting(context, action));
        }

        private Runnable taken() {
            List<Waiting> all = waiting == null ? List.of() : waiting;
            waiting = null;
            return () -> all.forEach(each -> each.context().emit(_ -> each.action().run()));
        }
    }
}
